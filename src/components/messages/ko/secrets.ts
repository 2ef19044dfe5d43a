import type { Area } from "@/components/language/translate";

export const secrets: Area<"secrets"> = {
  title: "비밀 값",
  subtitle: "다른 서버로 보내는 요청에 씁니다",
  intro:
    "요청은 비밀 값을 {{secret:NAME}}으로 부릅니다. 요청을 보낼 때 채워지며 옆에 적힌 주소로만 보내고, 실행, 내보내기, 로그, 이 화면 어디에도 보이지 않습니다.",
  none: "아직 비밀 값이 없습니다.",
  add: "새 비밀 값",
  goesTo: (origins) => `보내는 곳: ${origins}`,
  set: (when) => `${when} 설정`,
  renew: "다시 설정",
  renewNamed: (name) => `${name} 다시 설정`,
  remove: "삭제",
  removeNamed: (name) => `${name} 삭제`,
  confirmTitle: (name) => `${name}을(를) 삭제할까요?`,
  confirmText: "이 이름을 쓰는 요청은 이제 실패합니다. 값은 되살릴 수 없습니다.",
  removed: (name) => `${name}을(를) 삭제했습니다`,
  isSet: (name) => `${name}을(를) 설정했습니다`,
  form: {
    title: "새 비밀 값",
    titleOf: (name) => `${name} 다시 설정`,
    name: "이름",
    nameHint: "대문자, 숫자, _. 예: API_KEY",
    nameWrong: "대문자로 시작하고, 대문자와 숫자와 _로 64자까지 씁니다.",
    value: "값",
    valueHint: "저장하면 아무도 볼 수 없습니다. 본인도 마찬가지입니다.",
    origins: "보내도 되는 곳",
    originsHint: "한 줄에 주소 하나. 예: https://api.example.com. 다른 곳으로는 보내지 않습니다.",
    originsWrong: "줄마다 https://와 호스트만 씁니다. 경로는 쓰지 않습니다.",
    save: "저장",
  },
};
