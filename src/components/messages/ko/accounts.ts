import type { Area } from "@/components/language/translate";

export const accounts: Area<"accounts"> = {
  usage: {
    unknown: "알 수 없음",
    resets: (percent, when) => `${percent}, ${when} 초기화`,
    full: "모두 사용함",
    blockedUntil: (when) => `${when}까지 막힘`,
    usable: "지금 사용 가능",
    blocked: (by, when) => (when === undefined ? `${by}에 막힘` : `${by}에 막힘, ${when}까지`),
    planLimit: "요금제 한도",
    notBy: {
      needsLogin: "다시 로그인해야 사용할 수 있음",
      disabled: "사용할 수 없음: 꺼져 있음",
      planUse: "사용할 수 없음: ChatGPT에서 요금제 사용이 꺼져 있음",
    },
    short: (label, percent) => `${label} · ${percent}`,
    resetsAt: (when) => `${when} 초기화`,
  },
  status: {
    created: "새 계정",
    active: "연결됨",
    limited: "한도 도달",
    needs_login: "다시 로그인",
    error: "문제",
    disabled: "꺼짐",
  },
};
