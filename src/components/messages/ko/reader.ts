import type { Area } from "@/components/language/translate";

export const reader: Area<"reader"> = {
  open: (title) => `${title} 읽기`,
  openLong: "읽기 창에서 열기",
  label: (title) => `${title} 읽는 중`,
  nothing: "아직 결과가 없습니다.",
  views: "보기 방식",
  view: { read: "읽기", source: "원문", tree: "트리" },
  place: (place, count) => `${count}개 중 ${place}번째`,
  previous: "이전 항목",
  next: "다음 항목",
  outline: "제목",
  copied: "복사됨",
  copyAs: "복사 형식",
  downloadAs: "내려받기 형식",
  forms: { markdown: "Markdown", plain: "일반 텍스트", json: "JSON" },
  fileStem: (workflow, node) => `${workflow} - ${node}`,
};
