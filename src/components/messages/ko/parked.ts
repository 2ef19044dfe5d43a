import type { Area } from "@/components/language/translate";

export const parked: Area<"parked"> = {
  until: (time, whose) => `${time}까지 보류됨 (${whose})`,
  since: (time, whose) => `보류됨. 한도는 ${time}에 끝날 예정이었습니다 (${whose})`,
  unknown: (whose) => `보류됨: ${whose}의 한도에 도달했습니다`,
  window: (window, name) => `${name}의 ${window} 한도`,
  goesOn: "저절로 이어서 진행됩니다. 끝난 것은 그대로 남습니다.",
  untold: "언제 풀리는지 ChatGPT가 알려 주지 않습니다. 나중에 다시 시도하세요. 끝난 것은 그대로 남습니다.",
  needsConsent: (name) =>
    `사용자를 기다립니다. ${name} 계정의 실행은 아무도 보지 않을 때 이어지지 않습니다. 끝난 것은 그대로 남습니다.`,
  allow: "실행이 저절로 이어지도록 허용",
  tryNow: "지금 시도",
  stillStands: "시도했지만 아직 한도가 풀리지 않았습니다",
  otherAccount: (name) => `${name} 사용`,
  otherAccounts: "다른 계정 사용",
  giveUp: "그만 기다리기",
};
