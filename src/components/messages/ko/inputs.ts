import type { Area } from "@/components/language/translate";

export const inputs: Area<"inputs"> = {
  title: "이 실행에 필요한 것",
  intro: (count) => `이 워크플로에서 ${count}개의 값이 아직 비어 있습니다.`,
  goesTo: (names) => `대상: ${names}`,
  placeHint: "비워 두면 그 자리에 아무것도 들어가지 않습니다.",
  lacks: { file: "파일을 선택하세요.", image: "그림을 선택하세요.", list: "항목을 하나 이상 쓰세요." },
  keep: "워크플로에 저장",
  keepHint: "저장하지 않으면 이번 실행에만 쓰이고, 이 브라우저가 다음에 다시 제안합니다.",
  cancel: "취소",
  run: "실행",
  place: {
    fromNode: (node, output) => `${node}의 출력 ${output}에서 채워집니다.`,
    select: (node) => `${node} 선택`,
    unwire: "연결선 떼기",
    fromColumn: "행마다 같은 이름의 열에서 채워집니다.",
    fromFields: "fields로 들어오는 값에 같은 이름의 필드가 있으면 거기서 채워집니다.",
    noColumn: "fields로 들어오는 값에 이 이름의 열이 없습니다.",
    value: "값",
    valueHint: "프롬프트에 저장됩니다. 연결선, 열, 실행의 입력이 먼저 쓰입니다.",
    nothing: "아직 비어 있습니다. 실행할 때 물어봅니다.",
    clear: "값 지우기",
    add: "노드 추가",
    addType: (kind) => `${kind} 노드 추가`,
  },
};
