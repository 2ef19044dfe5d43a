import type { Area } from "@/components/language/translate";

export const transform: Area<"transform"> = {
  codeOf: (node) => `${node}의 코드`,
  code: "코드",
  codeHint:
    "함수 (value, inputs) => … 또는 return으로 끝나는 줄들. 네트워크, 파일, 시계, 난수는 없습니다. 2초, 64MB까지입니다.",
  placeholder: "(value) => value",
  inputs: "입력",
  inputsHint: "이름을 쉼표로 나눕니다. 첫째가 value이고, 모두 inputs에 있습니다.",
  inputsWrong: "입력마다 이름이 달라야 하며 따옴표와 백슬래시는 쓸 수 없습니다. 최대 20개입니다.",
  list: "들어오는 목록",
  lists: { each: "항목 하나씩", whole: "배열 하나로" },
  listHint: "코드가 돌려주는 배열은 그 뒤로 목록이 됩니다.",
  example: "예제로 시작",
  choose: "선택",
  examples: {
    pick: "필드 고르기",
    filter: "행 거르기",
    join: "두 표를 필드로 잇기",
    dates: "텍스트에서 날짜 찾기",
    numbers: "사람이 쓴 숫자 읽기",
    group: "묶어서 더하기",
    sort: "행 정렬",
    unique: "중복 없애기",
    split: "텍스트 나누기",
    template: "행을 텍스트로",
  },
  try: {
    title: "시험해 보기",
    valueOf: (name) => `${name} (JSON 또는 텍스트)`,
    button: "시험",
    fromRun: "마지막 실행에서",
    result: "결과",
    told: "콘솔",
    hint: "노드가 항목 하나에 하듯이 여기 있는 값으로 코드를 한 번 실행합니다.",
  },
};
