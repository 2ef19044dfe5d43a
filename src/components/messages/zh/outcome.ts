import type { Area } from "@/components/language/translate";

export const outcome: Area<"outcome"> = {
  show: "带我去看",
  next: "显示下一个",
  dismiss: "关闭",
  failures: "失败的内容",
  failedNodes: (failed, total) => `${total} 个节点中有 ${failed} 个失败`,
  failedItems: (node, failed, total) => `${node}：${total} 条中有 ${failed} 条失败`,
  showFailed: "显示",
  position: (number, total) => `第 ${number} 个，共 ${total} 个`,
  previousFailed: "显示上一个失败",
  nextFailed: "显示下一个失败",
  goneNode: "已不存在的节点",
  looseOutput: "没有任何内容连到这里。运行会略过它。",
  toPrompt: "修改提示词",
  resize: "拖动调整大小；双击恢复自然大小",
};
