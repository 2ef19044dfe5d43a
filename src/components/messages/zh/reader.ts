import type { Area } from "@/components/language/translate";

export const reader: Area<"reader"> = {
  open: (title) => `阅读 ${title}`,
  openLong: "在阅读器中打开",
  label: (title) => `正在阅读 ${title}`,
  nothing: "还没有结果。",
  views: "显示方式",
  view: { read: "阅读", source: "源文本", tree: "树" },
  place: (place, count) => `第 ${place} 条，共 ${count} 条`,
  previous: "上一条",
  next: "下一条",
  outline: "标题",
  copied: "已复制",
  copyAs: "复制为",
  downloadAs: "下载为",
  forms: { markdown: "Markdown", plain: "纯文本", json: "JSON" },
  fileStem: (workflow, node) => `${workflow} - ${node}`,
};
