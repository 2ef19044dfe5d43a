import type { Area } from "@/components/language/translate";

export const start: Area<"start"> = {
  title: "开始",
  new: "新建工作流",
  recent: "你的工作流",
  none: "还没有。请从模板或空工作流开始。",
  search: "搜索你的工作流",
  notFound: "没有这个名称的工作流。",
  importFile: "导入工作流文件",
  showAll: (count) => `显示全部 ${count} 个`,
  actions: (name) => `对“${name}”的操作`,
  back: "返回工作流",
  switcher: {
    title: "打开工作流",
    placeholder: "按名称搜索…",
    empty: "没有这个名称的工作流。",
    workflows: "工作流",
    others: "或者",
  },
};
