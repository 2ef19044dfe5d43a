import type { Area } from "@/components/language/translate";

export const evaluation: Area<"evaluation"> = {
  fields: {
    spread: "레코드를 열로",
    spreadHint: "CSV 파일의 행처럼 필드가 있는 항목은 필드마다 열이 됩니다.",
    columns: "결과의 열",
    none: "이 노드에 목록을 연결하세요. 열의 이름, 순서, 제외를 여기서 정합니다.",
    name: (column) => `${column}의 이름`,
    keep: (column) => `${column} 넣기`,
    up: (column) => `${column} 위로 옮기기`,
    down: (column) => `${column} 아래로 옮기기`,
    reset: "들어온 그대로",
    count: (count) => `열 ${count}개`,
  },
};
