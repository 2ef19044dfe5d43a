import type { Area } from "@/components/language/translate";

export const pages: Area<"pages"> = {
  notFound: {
    title: "여기에는 아무것도 없습니다",
    text: "이 주소에는 Patchbay 페이지가 없습니다.",
    button: "캔버스 열기",
  },
  crash: {
    title: "이 페이지에 오류가 발생했습니다",
    text: "작업은 마지막 편집까지 서버에 저장되어 있습니다. 페이지를 다시 불러와 계속하세요.",
    again: "다시 시도",
    reload: "페이지 다시 불러오기",
    empty: "빈 워크플로로 시작",
  },
};
