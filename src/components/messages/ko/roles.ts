import type { Area } from "@/components/language/translate";

export const roles: Area<"roles"> = {
  names: { runner: "실행자", editor: "편집자", admin: "관리자" },
  hints: {
    runner: "워크플로를 실행하고 결과를 봅니다",
    editor: "워크플로도 변경합니다",
    admin: "키, 사용자, 감사 로그도 관리합니다",
  },
  readOnly: "이 워크플로를 실행할 수 있습니다. 변경은 편집자가 할 수 있습니다.",
  cannotCreate: "워크플로는 편집자나 관리자가 만들 수 있습니다.",
  adminsOnly: "관리자만 변경할 수 있습니다.",
  sharedKeys: "API 키와 서버는 작업 공간의 것입니다. 관리자만 변경하고 누가 쓸지 정합니다.",
  noKey: "설정되지 않음",
  startedBy: "시작한 사람",
  startedByName: (name) => `${name} 님이 시작`,
  othersAccount: "다른 사람의 계정",
  othersAccountHint: "다른 사람의 계정입니다. 직접 실행하면 내 기본 계정에서 결제됩니다.",
  everybody: "모두",
  yours: "내 실행",
  you: "나",
  somebody: "다른 사람",
  noneYours: "내가 시작한 실행이 없습니다.",
  notYours: (name) =>
    `${name} 님이 시작했으며 본인만 이어서 실행할 수 있습니다. 직접 실행하세요. 완료된 결과는 그대로 쓰입니다.`,
  notYoursToStop: (name) => `${name} 님이 시작했습니다. 본인이나 관리자만 할 수 있습니다.`,
  through: {
    key: (name) => (name === "" ? "액세스 키로 시작" : `${name} 키로 시작`),
    v1: (name) => (name === "" ? "/v1로 시작" : `/v1로 시작, ${name} 키`),
    mcp: (name) => (name === "" ? "에이전트가 시작" : `에이전트가 시작, ${name} 키`),
    hook: (name) => (name === "" ? "훅으로 시작" : `${name} 훅으로 시작`),
    schedule: (name) => (name === "" ? "예약으로 시작" : `${name} 예약으로 시작`),
    spare: (name) => (name === "" ? "야간 작업으로 시작" : `야간 작업으로 시작, ${name}`),
    link: (name) => (name === "" ? "링크로 시작" : `${name} 링크로 시작`),
  },
};
