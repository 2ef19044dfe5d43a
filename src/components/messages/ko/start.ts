import type { Area } from "@/components/language/translate";

export const start: Area<"start"> = {
  title: "시작",
  new: "새 워크플로",
  recent: "내 워크플로",
  none: "아직 없습니다. 템플릿이나 빈 워크플로로 시작하세요.",
  search: "내 워크플로 검색",
  notFound: "그런 이름의 워크플로가 없습니다.",
  importFile: "워크플로 파일 가져오기",
  showAll: (count) => `${count}개 모두 보기`,
  actions: (name) => `“${name}” 워크플로로 할 수 있는 일`,
  back: "워크플로로 돌아가기",
  switcher: {
    title: "워크플로 열기",
    placeholder: "이름으로 검색…",
    empty: "그런 이름의 워크플로가 없습니다.",
    workflows: "워크플로",
    others: "또는",
  },
};
