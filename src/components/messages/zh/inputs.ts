import type { Area } from "@/components/language/translate";

export const inputs: Area<"inputs"> = {
  title: "本次运行需要的内容",
  intro: (count) => `此工作流中有 ${count} 项还没有值。`,
  goesTo: (names) => `用于${names}`,
  placeHint: "留空则该处不填任何内容。",
  lacks: { file: "请选择文件。", image: "请选择图片。", list: "请至少写一个条目。" },
  keep: "保存到工作流",
  keepHint: "否则仅用于本次运行，此浏览器下次会再次提供。",
  cancel: "取消",
  run: "运行",
};
