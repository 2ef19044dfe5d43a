import type { ErrorAction, ErrorCode } from "@/types/errors";

/** A heading for each failure. The sentence under it is the server's own `message`: it knows the facts. */
export const errorTitles: Record<ErrorCode, string> = {
  invalid_request: "That cannot be used as it is",
  invalid_workflow: "This workflow cannot run as it is",
  not_found: "This is no longer there",
  conflict: "Somebody changed this in the meantime",
  too_large: "That is too large",
  unsupported_file: "This file cannot be read",
  auth_required: "Nothing is connected for this",
  reauth_required: "Please sign in again",
  login_required: "Please enter the password",
  not_allowed: "Your role does not cover this",
  forbidden_origin: "This address is not allowed",
  account_mismatch: "That was another account",
  plan_use_off: "Plan use is switched off for this sign-in",
  device_disabled: "Device codes are switched off for this account",
  egress_blocked: "The network blocked the call",
  schema_mismatch: "The answer did not fit the JSON schema",
  state_mismatch: "No open sign-in belongs to this address",
  flow_expired: "This sign-in took too long",
  access_denied: "The sign-in was declined",
  model_not_available: "This model is not available",
  unsupported_option: "An option is not supported",
  usage_limit_reached: "The plan's limit is reached",
  rate_limited: "Too many calls at once",
  context_too_long: "The prompt is too long for this model",
  content_rejected: "The provider declined this content",
  upstream_rejected: "The provider refused the call",
  upstream_unavailable: "The provider is not available",
  upstream_interrupted: "The answer broke off",
  timeout: "The answer took too long",
  tool_failed: "A tool failed",
  too_many_rounds: "The model asked for tools too often",
  storage_failed: "Saving did not work",
  internal: "Something went wrong inside Patchbay",
};

/** The button that goes with an error. */
export const actionLabels: Record<ErrorAction, string> = {
  connect: "Connect ChatGPT",
  reconnect: "Sign in again",
  wait: "Wait for the reset",
  manage_usage: "Open usage settings",
  choose_model: "Choose a model",
  add_key: "Add a key",
  edit_input: "Change it",
  use_paste: "Paste the address",
  retry: "Try again",
};

export const errors = {
  titles: errorTitles,
  actions: actionLabels,
  /**
   * The whole sentence, for languages that the server does not speak; it is followed by the server's own. English says
   * nothing here. `until` is a time in words, or empty.
   */
  sentences: {
    auth_required: (_until: string) => "",
    reauth_required: (_until: string) => "",
    login_required: (_until: string) => "",
    model_not_available: (_until: string) => "",
    usage_limit_reached: (_until: string) => "",
    rate_limited: (_until: string) => "",
    context_too_long: (_until: string) => "",
    content_rejected: (_until: string) => "",
    upstream_unavailable: (_until: string) => "",
    upstream_interrupted: (_until: string) => "",
    timeout: (_until: string) => "",
    storage_failed: (_until: string) => "",
    conflict: (_until: string) => "",
    plan_use_off: (_until: string) => "",
    flow_expired: (_until: string) => "",
    access_denied: (_until: string) => "",
  } satisfies Partial<Record<ErrorCode, (until: string) => string>>,
  /**
   * What the server says of a failed call and of who was asked for it, the first of so many items that failed where it
   * stands for several; nothing in English, which it speaks.
   */
  call: (_code: string, _upstream: string, _model: string, _items: number) => "",
  said: (_upstream: string, _words: string) => "",
  /** A heading for when Patchbay's own server is away, and what is said of it in other languages. */
  offline: "Patchbay is not answering",
  offlineText: () => "",
  /** A run that another process works on. */
  unreached: "This run cannot be reached now",
  unreachedText: () => "",
  /** The link to a page, by which as much came in as may in a day. */
  linkIsFull: "No more can come in by this link now",
  linkIsFullText: () => "",
  reference: (id: string) => `Reference ${id}`,
} as const;
