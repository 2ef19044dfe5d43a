import type { Area } from "@/components/language/translate";

export const login: Area<"login"> = {
  asking: "로그인 방법을 확인하는 중…",
  password: {
    title: "비밀번호를 입력하세요",
    text: "이 Patchbay는 보호되어 있습니다. 운영자가 설정한 비밀번호(PATCHBAY_PASSWORD)를 입력하세요.",
    wrong: "비밀번호가 맞지 않습니다. 대소문자를 확인하고 다시 시도하세요.",
  },
  people: {
    title: "로그인",
    text: "여러 사람이 함께 쓰는 Patchbay입니다. 각자 자기 이름으로 로그인합니다.",
    noPasswords: "여러 사람이 함께 쓰는 Patchbay입니다. 조직에서 쓰는 계정으로 로그인합니다.",
    wrong: "이름과 비밀번호가 맞지 않습니다. 대소문자를 확인하고 다시 시도하세요.",
  },
  name: "이름",
  label: "비밀번호",
  button: "로그인",
  or: "또는",
  continueWith: (provider) => `${provider}(으)로 계속`,
  failed: "로그인되지 않았습니다",
  failures: {
    access_denied: "제공자에서 로그인이 거부되었습니다. 다시 시도하거나 운영자에게 문의하세요.",
    no_role: "속한 그룹 중 여기에서 역할이 있는 그룹이 없습니다. 관리자에게 문의하세요.",
    switched_off: "관리자가 사용을 중지했습니다.",
    state_mismatch: "다른 곳에서 시작했거나 두 번 시작한 로그인입니다. 여기서 다시 시작하세요.",
    flow_expired: "로그인에 시간이 너무 오래 걸렸습니다. 다시 시작하세요.",
    upstream_unavailable: "제공자가 응답하지 않습니다. 잠시 후 다시 시도하세요.",
    other: "제공자의 응답을 사용할 수 없습니다. 다시 시도하거나 운영자에게 문의하세요.",
  },
};
