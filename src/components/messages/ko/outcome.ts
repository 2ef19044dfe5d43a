import type { Area } from "@/components/language/translate";

export const outcome: Area<"outcome"> = {
  show: "보여 주기",
  next: "다음 것 보여 주기",
  dismiss: "닫기",
  failures: "실패한 것",
  failedNodes: (failed, total) => `노드 ${total}개 중 ${failed}개 실패`,
  failedItems: (node, failed, total) => `${node}: 항목 ${total}개 중 ${failed}개 실패`,
  showFailed: "보기",
  position: (number, total) => `${total}개 중 ${number}번째`,
  previousFailed: "이전 실패 보기",
  nextFailed: "다음 실패 보기",
  goneNode: "없어진 노드",
  looseOutput: "연결된 것이 없습니다. 실행은 이 노드 없이 진행됩니다.",
  toPrompt: "프롬프트 고치기",
  resize: "끌어서 크기 조정, 두 번 클릭하면 원래 크기",
};
