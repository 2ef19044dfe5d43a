import type { Area } from "@/components/language/translate";

export const pages: Area<"pages"> = {
  notFound: {
    title: "这里什么都没有",
    text: "此地址不是 Patchbay 的页面。",
    button: "打开画布",
  },
  crash: {
    title: "此页面出现故障",
    text: "你的内容已保存到服务器，直到最后一次编辑。请重新加载页面以继续。",
    again: "重试",
    reload: "重新加载页面",
    empty: "从空工作流开始",
  },
};
