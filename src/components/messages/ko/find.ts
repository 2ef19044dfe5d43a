import type { Area } from "@/components/language/translate";

export const find: Area<"find"> = {
  label: "이 워크플로에서 찾기",
  placeholder: "제목, 프롬프트, 댓글, 결과…",
  next: "다음",
  previous: "이전",
  none: "없음",
  of: (at, count) => `${count}개 중 ${at}번째`,
  ofMany: (at, count) => `${count}개 이상 중 ${at}번째`,
  places: {
    title: "제목에서",
    text: "텍스트에서",
    comment: "댓글에서",
    result: "결과에서",
  },
};
