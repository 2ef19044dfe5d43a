/**
 * The closed set of expected failures. A code decides the HTTP status, the words and the next action;
 * nothing in the program branches on the text of a message.
 */
export const errorCodes = [
  "invalid_request",
  "invalid_workflow",
  "not_found",
  "conflict",
  "too_large",
  "unsupported_file",
  "auth_required",
  "reauth_required",
  "login_required",
  "not_allowed",
  "forbidden_origin",
  "account_mismatch",
  "plan_use_off",
  "device_disabled",
  "egress_blocked",
  "schema_mismatch",
  "state_mismatch",
  "flow_expired",
  "access_denied",
  "model_not_available",
  "unsupported_option",
  "usage_limit_reached",
  "rate_limited",
  "context_too_long",
  "content_rejected",
  "upstream_rejected",
  "upstream_unavailable",
  "upstream_interrupted",
  "timeout",
  "tool_failed",
  "too_many_rounds",
  "storage_failed",
  "internal",
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What the person can do next; the screen shows it as a button. */
export const errorActions = [
  "connect",
  "reconnect",
  "wait",
  "manage_usage",
  "choose_model",
  "add_key",
  "edit_input",
  "use_paste",
  "retry",
] as const;

export type ErrorAction = (typeof errorActions)[number];

/** Facts about a failure that are safe to show: never a token, a header or a whole upstream body. */
export interface ErrorFacts {
  /** Overrides the usual next action of the code. */
  action?: ErrorAction;
  /** ISO 8601 time until which waiting helps (action `wait`). */
  until?: string;
  [fact: string]: unknown;
}

export const httpStatusOf: Record<ErrorCode, number> = {
  invalid_request: 400,
  invalid_workflow: 400,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_file: 415,
  auth_required: 401,
  reauth_required: 401,
  login_required: 401,
  not_allowed: 403,
  forbidden_origin: 403,
  account_mismatch: 409,
  plan_use_off: 403,
  device_disabled: 400,
  egress_blocked: 502,
  schema_mismatch: 502,
  state_mismatch: 400,
  flow_expired: 400,
  access_denied: 403,
  model_not_available: 400,
  unsupported_option: 400,
  usage_limit_reached: 429,
  rate_limited: 429,
  context_too_long: 400,
  content_rejected: 400,
  upstream_rejected: 502,
  upstream_unavailable: 503,
  upstream_interrupted: 502,
  timeout: 504,
  tool_failed: 502,
  too_many_rounds: 400,
  storage_failed: 500,
  internal: 500,
};

export const actionOf: Record<ErrorCode, ErrorAction | undefined> = {
  invalid_request: "edit_input",
  invalid_workflow: "edit_input",
  not_found: undefined,
  conflict: undefined,
  too_large: "edit_input",
  unsupported_file: "edit_input",
  auth_required: "connect",
  reauth_required: "reconnect",
  login_required: undefined,
  not_allowed: undefined,
  forbidden_origin: undefined,
  account_mismatch: "reconnect",
  plan_use_off: "reconnect",
  device_disabled: "use_paste",
  egress_blocked: "retry",
  schema_mismatch: "retry",
  state_mismatch: "reconnect",
  flow_expired: "reconnect",
  access_denied: "reconnect",
  model_not_available: "choose_model",
  unsupported_option: "edit_input",
  usage_limit_reached: "wait",
  rate_limited: "wait",
  context_too_long: "edit_input",
  content_rejected: "edit_input",
  upstream_rejected: "retry",
  upstream_unavailable: "retry",
  upstream_interrupted: "retry",
  timeout: "retry",
  tool_failed: "retry",
  too_many_rounds: "edit_input",
  storage_failed: "retry",
  internal: "retry",
};

// Next bundles routes apart, so two copies of this class can meet: `instanceof` would lie.
const brand = Symbol.for("patchbay.AppError");

/** An expected failure: a code, words for a person, and facts that are safe to show. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = "AppError";
    this.code = code;
    this.facts = facts;
    Object.defineProperty(this, brand, { value: true });
  }
}

export function isAppError(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && brand in error;
}

/** An abort is somebody's wish, not a failure: it is never wrapped, retried or shown. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

/** The `error` object of every failing answer. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  action?: ErrorAction;
  /** Facts of the failure: `resetsAt`, `window`, `retryAfterMs`, `nodes`, `partialText`, … */
  details?: Record<string, unknown>;
  requestId?: string;
}

/**
 * What a person may see of any error. A bug shows only a reference: its message and stack belong in the log,
 * where the caller writes them once under the same id.
 */
export function toErrorBody(error: unknown, requestId?: string): ErrorBody {
  if (!isAppError(error)) {
    return {
      code: "internal",
      message: "Something went wrong inside Patchbay. The log has the details under this reference.",
      action: actionOf.internal,
      requestId,
    };
  }
  const { action = actionOf[error.code], ...details } = error.facts;
  return {
    code: error.code,
    message: error.message,
    ...(action === undefined ? {} : { action }),
    ...(Object.keys(details).length === 0 ? {} : { details }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
