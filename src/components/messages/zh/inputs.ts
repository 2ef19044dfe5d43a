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
  place: {
    fromNode: (node, output) => `由${node}的输出 ${output} 填充。`,
    select: (node) => `选中${node}`,
    unwire: "去掉连线",
    fromColumn: "逐行由同名的列填充。",
    fromFields: "如果传入 fields 的内容有同名字段，则由它填充。",
    noColumn: "传入 fields 的内容没有这个名称的列。",
    value: "值",
    valueHint: "保存在提示词中。连线、列或运行的输入优先于它。",
    nothing: "还没有内容填充它：运行时会询问。",
    clear: "清除值",
    add: "为它添加节点",
    addType: (kind) => `添加${kind}节点`,
  },
};
