import { numberText } from "@/components/language/locale";
import type { Area } from "@/components/language/translate";

const calls: Record<string, (upstream: string, model: string) => string> = {
  auth_required: (upstream) => `${upstream}: API 키가 거절되었습니다. 키를 확인하거나 다른 키를 입력하세요.`,
  reauth_required: (upstream) => `${upstream}: 이 로그인을 더 이상 받지 않습니다. 다시 로그인하세요.`,
  egress_blocked: (upstream) =>
    `${upstream}: 요청을 보기도 전에 이 컴퓨터의 네트워크를 막았습니다. 대개 VPN이나 프록시, 서버 주소가 원인입니다. 다른 네트워크에서 시도하세요.`,
  plan_use_off: (upstream) => `${upstream}: 이 계정의 요금제로는 이렇게 쓸 수 없습니다.`,
  model_not_available: (upstream, model) =>
    `${upstream}: 여기서는 “${model}” 모델을 쓸 수 없습니다. 다른 모델을 고르세요.`,
  unsupported_option: (upstream, model) => `${upstream}: “${model}” 모델에 쓸 수 없는 설정이 있습니다.`,
  usage_limit_reached: (upstream) => `${upstream}: 사용 한도에 도달했습니다.`,
  rate_limited: (upstream) => `${upstream}: 짧은 시간에 요청이 너무 많아 잠시 쉬어야 합니다.`,
  context_too_long: (_upstream, model) =>
    `프롬프트가 “${model}” 모델이 읽을 수 있는 길이를 넘습니다. 줄이거나 문맥이 더 긴 모델을 고르세요.`,
  content_rejected: (upstream) =>
    `${upstream}: 이 프롬프트에 답하지 않겠다고 합니다. 프롬프트를 고친 뒤 다시 시도하세요.`,
  upstream_rejected: (upstream) => `${upstream}: 요청을 거절했습니다.`,
  upstream_unavailable: (upstream) => `${upstream}: 지금은 이용할 수 없습니다. 잠시 뒤에 다시 시도하세요.`,
  upstream_interrupted: (upstream) => `${upstream}: 답변이 끝나기 전에 끊겼습니다.`,
  timeout: (upstream) => `${upstream}: 너무 오래 응답이 없어 호출을 그만두었습니다.`,
};

export const errors: Area<"errors"> = {
  titles: {
    invalid_request: "이대로는 쓸 수 없습니다",
    invalid_workflow: "이 워크플로는 이대로 실행할 수 없습니다",
    not_found: "더 이상 없는 항목입니다",
    conflict: "그 사이에 다른 곳에서 변경되었습니다",
    too_large: "너무 큽니다",
    unsupported_file: "읽을 수 없는 파일입니다",
    auth_required: "연결된 계정이나 키가 없습니다",
    reauth_required: "다시 로그인하세요",
    login_required: "비밀번호를 입력하세요",
    not_allowed: "권한이 없는 작업입니다",
    forbidden_origin: "허용되지 않은 주소입니다",
    account_mismatch: "다른 계정입니다",
    plan_use_off: "이 로그인은 요금제 사용이 꺼져 있습니다",
    device_disabled: "이 계정은 기기 코드가 꺼져 있습니다",
    egress_blocked: "네트워크가 호출을 막았습니다",
    schema_mismatch: "답변이 JSON 스키마와 맞지 않습니다",
    state_mismatch: "이 주소에 해당하는 로그인이 없습니다",
    flow_expired: "로그인이 너무 오래 걸렸습니다",
    access_denied: "로그인이 거절되었습니다",
    model_not_available: "사용할 수 없는 모델입니다",
    unsupported_option: "지원되지 않는 옵션입니다",
    usage_limit_reached: "요금제 한도에 도달했습니다",
    rate_limited: "한꺼번에 너무 많이 호출했습니다",
    context_too_long: "이 모델에는 프롬프트가 너무 깁니다",
    content_rejected: "제공자가 이 내용을 거절했습니다",
    upstream_rejected: "제공자가 호출을 거절했습니다",
    upstream_unavailable: "제공자를 이용할 수 없습니다",
    upstream_interrupted: "답변이 중간에 끊겼습니다",
    timeout: "답변이 너무 오래 걸렸습니다",
    tool_failed: "도구가 실패했습니다",
    too_many_rounds: "모델이 도구를 너무 여러 번 요청했습니다",
    storage_failed: "저장하지 못했습니다",
    internal: "Patchbay 내부에 문제가 생겼습니다",
  },
  actions: {
    connect: "ChatGPT 연결",
    reconnect: "다시 로그인",
    wait: "한도 초기화 기다리기",
    manage_usage: "사용량 설정 열기",
    choose_model: "모델 선택",
    add_key: "키 추가",
    edit_input: "고치기",
    use_paste: "주소 붙여넣기",
    retry: "다시 시도",
  },
  sentences: {
    auth_required: () => "연결된 계정이나 키가 없습니다. 연결하거나 다른 결제 주체를 고르세요.",
    reauth_required: () => "로그인이 끝났습니다. 다시 로그인하면 이어집니다.",
    login_required: () => "이 Patchbay는 비밀번호로 보호됩니다. 비밀번호를 입력하세요.",
    model_not_available: () => "이 계정이나 키로는 쓸 수 없는 모델입니다. 다른 모델을 고르세요.",
    usage_limit_reached: (until) =>
      until === ""
        ? "한도가 초기화될 때까지 기다리거나 다른 결제 주체를 고르세요."
        : `${until}에 초기화됩니다. 기다리거나 다른 결제 주체를 고르세요.`,
    rate_limited: (until) =>
      until === "" ? "조금 기다렸다가 다시 시도하세요." : `${until}까지 기다렸다가 다시 시도하세요.`,
    context_too_long: () => "프롬프트를 줄이거나 문맥이 더 긴 모델을 고르세요.",
    content_rejected: () => "제공자의 규칙에 걸렸습니다. 프롬프트를 고친 뒤 다시 시도하세요.",
    upstream_unavailable: () => "제공자가 응답하지 않습니다. 조금 뒤에 다시 시도하세요.",
    upstream_interrupted: () => "답변이 오다가 연결이 끊겼습니다. 다시 시도하세요.",
    timeout: () => "정해진 시간 안에 답변이 오지 않았습니다. 다시 시도하세요.",
    storage_failed: () => "저장 공간과 데이터 폴더의 권한을 확인한 뒤 다시 시도하세요.",
    conflict: () => "다른 탭이나 다른 사람이 먼저 바꾸었습니다. 새로 불러온 뒤 다시 하세요.",
    plan_use_off: () => "다시 로그인하면서 요금제 사용을 켜세요.",
    flow_expired: () => "로그인을 처음부터 다시 시작하세요.",
    access_denied: () => "로그인을 승인하지 않았습니다. 다시 시도할 수 있습니다.",
  },
  call: (code, upstream, model, items) => {
    const words = calls[code]?.(upstream, model) ?? "";
    return items > 1 && words !== ""
      ? `항목 ${numberText(items)}개가 모두 실패했습니다. 첫 번째 항목: ${words}`
      : words;
  },
  said: (upstream, words) => `${upstream}의 말: “${words}”`,
  offline: "Patchbay가 응답하지 않습니다",
  offlineText: () =>
    "Patchbay 서버가 응답하지 않습니다. 아직 켜져 있는지 확인하세요. 여기 있는 것은 사라지지 않습니다.",
  linkIsFull: "지금은 이 링크로 더 보낼 수 없습니다",
  linkIsFullText: () =>
    "링크 하나로 하루에 1 GB까지 보낼 수 있습니다. 나중에 다시 시도하거나 링크를 준 사람에게 새 링크를 요청하세요.",
  unreached: "지금 이 실행에 닿을 수 없습니다",
  unreachedText: () =>
    "다른 서버나 터미널이 이 실행을 처리하고 있는데 제때 응답하지 않았습니다. 바뀐 것이 있는지 보고 다시 시도하세요. 터미널에서 시작한 실행은 그 터미널에서 하세요.",
  reference: (id) => `참조 번호 ${id}`,
};
