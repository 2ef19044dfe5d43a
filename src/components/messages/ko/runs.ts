import type { Area } from "@/components/language/translate";

export const runs: Area<"runs"> = {
  openDrawer: "실행 기록 보기",
  announceNode: (name, status) => `${name}: ${status}`,
  announceEnd: {
    completed: "실행 완료",
    failed: "실행이 실패로 끝났습니다",
    cancelled: "실행 중지됨",
    parked: "실행이 보류되었습니다",
    waiting: "실행이 답변을 기다립니다",
    interrupted: "실행과의 연결이 끊어졌습니다",
  },
  preflight: {
    calls: (written, _count, payer, model) => `${payer}, ${model} 호출 ${written}회`,
    tokens: (calls, tokens) => `${calls}, 입력 약 ${tokens}토큰`,
    left: (name, windows) => `${name} 남은 양: ${windows}`,
    window: (percent, window) => `${window} ${percent}`,
    windowUntil: (percent, window, reset) => `${window} ${percent} (${reset} 초기화)`,
    requests: (_, written) => `다른 서버로 요청 ${written}회`,
    cached: (count) => `캐시 ${count}개`,
    none: "모델 호출 없음",
    more: (count) => `외 ${count}개`,
    limited: (name) => `${name}의 한도에 도달했습니다`,
    limitedUntil: (name, until) => `${name}의 한도에 도달했습니다. ${until}에 초기화됩니다`,
  },
  question: {
    title: (count) => `모델을 ${count}회 호출할까요?`,
    why: (limit) => `${limit}회를 넘으면 묻습니다. 이 숫자는 프로젝트 설정의 노드 기본값에 있습니다.`,
    cancel: "취소",
    run: (count) => `${count}회 호출 실행`,
    busy: "다른 실행이 진행 중입니다. 끝나면 시작할 수 있습니다.",
    columns: { payer: "결제", model: "모델", calls: "호출", cached: "캐시", tokens: "입력 토큰(약)" },
  },
  waits: "답변 대기",
  waitsWhy: "실행이 질문했습니다. 받은 질문에서 답변하면 이어집니다.",
  cutOff: "중단됨",
  cutOffWhy: "실행이 끝나기 전에 중단되었습니다. 끝난 것은 그대로 남습니다. 서랍에서 이어서 실행하세요.",
  cutOffConsent: (name) =>
    `실행이 끝나기 전에 중단되었습니다. ${name} 계정의 실행은 아무도 보지 않을 때 이어지지 않습니다. 서랍에서 이어서 실행하세요.`,
  ghost: {
    text: (when) => `${when} 실행의 결과입니다.`,
    back: "최신 결과로 돌아가기",
  },
  refused: "실행을 시작할 수 없습니다",
};
