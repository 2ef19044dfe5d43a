import type { Area } from "@/components/language/translate";

export const find: Area<"find"> = {
  label: "在此工作流中查找",
  placeholder: "标题、提示词、评论、结果…",
  next: "下一处",
  previous: "上一处",
  none: "无",
  of: (at, count) => `第 ${at} 处，共 ${count} 处`,
  ofMany: (at, count) => `第 ${at} 处，共 ${count} 多处`,
  places: {
    title: "在标题中",
    text: "在文本中",
    comment: "在评论中",
    result: "在结果中",
  },
};
