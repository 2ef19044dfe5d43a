import type { Area } from "@/components/language/translate";

export const runParts: Area<"runParts"> = {
  runAll: "워크플로 실행",
  runOnly: (count) => (count === 1 ? "이 노드만 실행" : `이 노드 ${count}개만 실행`),
  runTo: "여기까지 실행",
  runFrom: "여기부터 실행",
  runFresh: (count) => (count === 1 ? "이 노드를 새로 실행" : "이 노드들을 새로 실행"),
  runFromFresh: "여기부터 새로 실행",
  runAllFresh: "전체를 새로 실행",
};
