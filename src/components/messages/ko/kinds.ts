import type { Area } from "@/components/language/translate";

export const kinds: Area<"kinds"> = {
  compare: { name: "비교", hint: "같은 프롬프트를 여러 모델에 보내 나란히 봅니다" },
  condition: { name: "조건", hint: "값을 이쪽이나 저쪽으로 보냅니다" },
  fileInput: { name: "파일", hint: "문서, 표 또는 텍스트 파일" },
  imageGenerate: { name: "이미지 만들기", hint: "모델이 새로 만들거나 다른 것으로 만드는 그림" },
  imageInput: { name: "이미지", hint: "그림을 볼 수 있는 모델에 주는 그림" },
  join: { name: "합치기", hint: "여러 텍스트나 목록을 하나로" },
  jsonExtract: { name: "JSON에서 꺼내기", hint: "JSON 값에서 필드 하나" },
  list: { name: "목록", hint: "줄, CSV 행 또는 JSON. 뒤의 노드가 하나마다 한 번씩 실행됩니다" },
  llmGenerate: { name: "LLM", hint: "모델 호출 한 번, 답변이 실시간으로 나타납니다" },
  note: { name: "메모", hint: "사람을 위한 글. 실행되지 않습니다" },
  output: { name: "출력", hint: "결과를 보여 주고 이름을 붙입니다" },
  table: { name: "표", hint: "목록을 나란히: 행, 답변, 점수와 그 집계" },
  score: { name: "점수", hint: "값이 얼마나 좋은지, 규칙이나 심사하는 모델로" },
  repeat: { name: "반복", hint: "검사를 통과할 때까지 저장된 워크플로를 되풀이합니다" },
  workflow: { name: "워크플로", hint: "저장된 워크플로를 노드 하나로" },
  prompt: { name: "프롬프트", hint: "다른 노드가 채우는 {{자리}}가 있는 텍스트" },
  request: { name: "요청", hint: "HTTP로 다른 서버에 묻습니다" },
  transform: { name: "변환", hint: "JavaScript 몇 줄로 데이터를 바꿉니다" },
  review: { name: "검토", hint: "이어가기 전에 사람이 승인하거나 고치거나 고릅니다" },
};
