import type { Area } from "@/components/language/translate";

export const templates: Area<"templates"> = {
  title: "템플릿",
  search: "템플릿 검색",
  empty: "맞는 템플릿이 없습니다.",
  all: "모든 템플릿",
  noteTitle: "바꿀 곳",
  noModel: "이 템플릿에 맞는 모델이 아직 연결되지 않았습니다. LLM 노드마다 하나씩 고르세요.",
  sampleFailed: "예제 파일을 불러오지 못했습니다. 노드에서 내 파일을 고르세요.",
  list: {
    draftCritiqueRewrite: {
      title: "초안, 비평, 다시 쓰기",
      text: "세 단계로 더 나은 답변 하나를 만듭니다.",
      change: "“과제”에 내 과제를 쓰세요. 편집자가 볼 점은 “비평”의 지시문에 있습니다.",
    },
    everyRow: {
      title: "프롬프트 하나, 모든 행",
      text: "CSV를 넣으면 표가 나옵니다. 동시에 처리합니다.",
      change: "“행”에 내 CSV를 놓고, 열 이름을 “행마다”에 {{자리}}로 쓰세요.",
    },
    pictureToFacts: {
      title: "그림에서 정보로",
      text: "그림을 넣으면 검사를 거친 JSON이 나옵니다.",
      change: "“영수증”에 내 영수증, 서식, 라벨을 놓으세요. 필드는 “그림 읽기”의 JSON 스키마에 있습니다.",
    },
    summariseLong: {
      title: "긴 글 요약",
      text: "부분을 동시에 요약한 뒤 전체를 요약합니다.",
      change: "“긴 글”에 글을 붙여넣으세요. 빈 줄에서 나뉩니다. 설정에서 다르게 나눌 수 있습니다.",
    },
    pdfQuestions: {
      title: "PDF에 묻기",
      text: "질문마다 문서에서 답과 페이지를 찾습니다.",
      change: "“문서”에 PDF를 놓고, 목록에 질문을 한 줄에 하나씩 쓰세요.",
    },
    documentsToTable: {
      title: "문서를 표로",
      text: "어떤 형식의 청구서나 편지도 행이 됩니다.",
      change: "“문서”에 내 글을 넣고 사이에 =====를 두세요. 열은 “읽기”의 JSON 스키마입니다.",
    },
    meetingTasks: {
      title: "회의 메모에서 할 일로",
      text: "누가 무엇을 언제까지 할지, 그리고 돌려 볼 회의록.",
      change: "“메모”에 회의 메모를 어수선한 그대로 붙여넣으세요.",
    },
    translateCheck: {
      title: "번역하고 되짚기",
      text: "번역하고, 거꾸로 번역해, 무엇이 빠졌는지 봅니다.",
      change: "“원문”에 글을 넣으세요. 언어는 “영어로”의 지시문에 있습니다.",
    },
    brainstormRank: {
      title: "아이디어 내고 순위 매기기",
      text: "아이디어를 많이 내고 하나씩 평가해 줄 세웁니다.",
      change: "“질문”에 내 질문을 쓰세요. 평가 기준은 “아이디어마다”에 있습니다.",
    },
    sortMessages: {
      title: "메시지를 급한 순서로",
      text: "모델이 판단하고, 급한 것에만 답합니다.",
      change: "목록에 메시지를 한 줄에 하나씩 붙여넣으세요. 급함의 기준은 “메시지마다”에 있습니다.",
    },
    reviewReplies: {
      title: "사람이 확인하는 답장",
      text: "메시지마다 초안을 쓰고, 넘어가기 전에 승인하거나 고치거나 거절합니다.",
      change:
        "“메시지”에 내 메시지를 넣으세요. 실행은 “확인”에서 답할 때까지 기다립니다. 노드, 받은함, 휴대폰 어디서나 답할 수 있습니다.",
    },
    readPage: {
      title: "웹 페이지 읽기",
      text: "주소를 불러와 글만 남기고 몇 줄로 알려 줍니다.",
      change:
        "“주소”에 다른 주소를 넣거나 주소 목록을 “불러오기”에 연결하세요. 다른 부분을 남기려면 “글만”을 바꾸세요.",
    },
    cleanRows: {
      title: "코드로 행 정리",
      text: "다른 곳에서 온 CSV를 JavaScript 몇 줄로 정리합니다. 모델은 부르지 않습니다.",
      change: "“행”에 내 행을 넣고 “정리”의 코드를 바꾸세요. 큰 편집기에 예제가 있습니다.",
    },
    compareModels: {
      title: "모델 비교",
      text: "질문 하나, 두 모델을 나란히, 그리고 판정.",
      change: "“나란히”에서 모델을 고르고 위에 내 질문을 쓰세요.",
    },
    evaluation: {
      title: "모델 평가",
      text: "정답을 아는 질문을 세 모델에 보내고, 답변마다 점수를 매겨 나란히 봅니다.",
      change:
        "“행”에 내 질문과 정답을 넣거나 JSONL, CSV 파일을 놓으세요. “모델 A”부터 “모델 C”까지 모델을 고르고, 실행한 뒤 “표”를 여세요.",
    },
    describePictures: {
      title: "그림 설명",
      text: "웹 페이지 그림의 대체 텍스트와 키워드.",
      change: "두 노드에 내 그림을 놓으세요. 더 필요하면 그림과 “설명”을 함께 복제하세요.",
    },
    productPictures: {
      title: "상품 그림",
      text: "표의 행마다 그림 하나.",
      change: "표에 내 상품을 넣으세요. 그림의 분위기는 “그림”에 쓰여 있습니다.",
    },
  },
};
