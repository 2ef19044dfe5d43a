import type { Area } from "@/components/language/translate";

export const arrange: Area<"arrange"> = {
  menu: "정돈",
  align: {
    left: "왼쪽 맞춤",
    centre: "가로 가운데 맞춤",
    right: "오른쪽 맞춤",
    top: "위쪽 맞춤",
    middle: "세로 가운데 맞춤",
    bottom: "아래쪽 맞춤",
  },
  distributeAcross: "가로로 고르게",
  distributeDown: "세로로 고르게",
  tidy: "자동 정돈",
  tidying: "정돈하는 중…",
  stopTidying: "중지",
  tidyFailed: "정돈하지 못했습니다. 노드는 그대로입니다.",
  wireTools: "이 연결선으로 할 수 있는 일",
  insert: "노드 끼워 넣기…",
  addPoint: "점 추가",
  removeWire: "연결선 제거",
  point: (index, count) => `연결선의 점 ${count}개 중 ${index}번째. 화살표 키로 옮깁니다.`,
  takeOut: "연결선은 남기고 빼기",
  lostWires: (count) => `연결선 ${count}개가 사라졌습니다. 이어질 곳에 맞는 입력이 없습니다.`,
  snap: "격자에 맞추기",
};
