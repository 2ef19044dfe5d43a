import type { Area } from "@/components/language/translate";

export const keep: Area<"keep"> = {
  conflict: {
    title: "다른 탭에서 변경됨",
    text: "그 사이에 이 워크플로가 다른 곳에서 저장되었습니다. 아직 어느 쪽도 사라지지 않았습니다.",
    textUnchanged: "그 사이에 이 워크플로가 다른 곳에서 저장되었습니다. 여기서는 그 뒤로 바꾼 것이 없습니다.",
    goneTitle: "다른 곳에서 삭제됨",
    goneText: "그 사이에 이 워크플로가 삭제되어 휴지통에 있습니다. 여기 보이는 것은 사본으로 보관할 수 있습니다.",
    theirs: "저장된 것 불러오기",
    mine: "내 것 유지",
    mineAsCopy: "내 것을 사본으로 보관",
    leave: "닫기",
    compare: "비교",
    compareTitle: "저장된 것과 내 것",
    compareText: "여기에만 있는 것과 저장된 쪽에만 있는 것이 두드러져 보입니다.",
  },
  offlineKept: "서버가 응답하지 않습니다. 응답할 때까지 이 브라우저에 보관합니다",
};
