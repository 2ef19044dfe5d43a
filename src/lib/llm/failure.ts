import { redact } from "@/lib/security/redact";
import { AppError, type ErrorCode, type ErrorFacts } from "@/types/errors";
import type { Said } from "./said";

/** Which allowance lets a failed attempt be made again (retry.ts). */
export type RetryKind = "server" | "rateLimit" | "stream";

/** Why one attempt failed, and whether another may be made. */
export interface Failure {
  error: AppError;
  /** Absent: final. */
  retry?: RetryKind;
  /** The upstream's own wish; without it the backoff decides. */
  afterMs?: number;
  /** The status with which the credential itself was refused. */
  credentialRefused?: number;
  /** The request was changed by what was learnt: it goes out once more at once. */
  resend?: boolean;
}

/** An answer that is not the one that was asked for. */
export interface Refusal {
  /** The address that was asked, without its query. */
  url: string;
  status: number;
  headers: Headers;
  /** Parsed JSON; of a page its title, of anything else its text; undefined when there is nothing. */
  body: unknown;
  isHtml: boolean;
}

/**
 * Cloudflare's challenge, or a page where no page was asked for: something on the way answered, not the upstream.
 * A page with a 5xx is the upstream's own outage.
 */
export function isBlockPage({ status, headers, isHtml }: Refusal): boolean {
  return headers.get("cf-mitigated") === "challenge" || (isHtml && (status === 403 || status < 300));
}

/** What servers say of an address that they do not have. */
const nothingThere =
  /^(404|405|error)?[\s:,.-]*((page|resource|path|url|route|endpoint) )?not found\W*$|404 page not found|no route|no resource found|cannot (post|get) \/|invalid url|unknown (request )?(url|path|endpoint)|method not allowed/i;

/** A base URL that leads nowhere, told from a model that is not there; undefined when it is something else. */
export function toWrongAddress(refusal: Refusal, words: string | undefined, asked: Asked): AppError | undefined {
  const { status, url, isHtml } = refusal;
  if (status !== 404 && status !== 405) return undefined;
  if (!isHtml && words !== undefined && !nothingThere.test(words)) return undefined;
  const sentence = `There is nothing at ${url} that answers calls to ${asked.upstream}. Check the base URL.`;
  return upstreamError("upstream_rejected", asked, { upstreamStatus: status, url, words, sentence, action: "add_key" });
}

/**
 * What stands before what a refusal says: another page in the place of the upstream's answer, or an address that leads
 * nowhere; `isNamed`: the refusal bears a name that only the upstream itself gives.
 */
export function toFailureBefore(
  refusal: Refusal,
  { words }: Said,
  asked: Asked,
  isNamed: boolean,
): Failure | undefined {
  if (isBlockPage(refusal))
    return { error: upstreamError("egress_blocked", asked, { upstreamStatus: refusal.status }) };
  const wrongAddress = isNamed ? undefined : toWrongAddress(refusal, words, asked);
  return wrongAddress && { error: wrongAddress };
}

/** Codes that an upstream's refusal can become. */
export type UpstreamErrorCode = Extract<
  ErrorCode,
  | "auth_required"
  | "reauth_required"
  | "egress_blocked"
  | "plan_use_off"
  | "model_not_available"
  | "unsupported_option"
  | "usage_limit_reached"
  | "rate_limited"
  | "context_too_long"
  | "content_rejected"
  | "upstream_rejected"
  | "upstream_unavailable"
  | "upstream_interrupted"
  | "timeout"
>;

/** Who was asked, for the words of an error. */
export interface Asked {
  /** A name for people, such as `ChatGPT`. */
  upstream: string;
  model: string;
}

const sentences: Record<UpstreamErrorCode, (asked: Asked) => string> = {
  auth_required: ({ upstream }) => `${upstream} refused the API key. Check the key, or enter another one.`,
  reauth_required: ({ upstream }) => `${upstream} no longer accepts this sign-in. Sign in again.`,
  egress_blocked: ({ upstream }) =>
    `${upstream} turned this computer's network away before looking at the request. A VPN, a proxy or a server's address is the usual cause; try from another network.`,
  plan_use_off: ({ upstream }) => `The plan of this account does not include this use of ${upstream}.`,
  model_not_available: ({ upstream, model }) =>
    `${upstream} does not offer the model "${model}" here. Choose another model.`,
  unsupported_option: ({ upstream, model }) => `${upstream} does not take one of the settings with "${model}".`,
  usage_limit_reached: ({ upstream }) => `The usage limit of ${upstream} is reached.`,
  rate_limited: ({ upstream }) => `${upstream} asks for a pause: too many requests in a short time.`,
  context_too_long: ({ model }) =>
    `The prompt is longer than "${model}" can read. Shorten it, or choose a model with a larger context window.`,
  content_rejected: ({ upstream }) => `${upstream} declined to answer this prompt. Change the prompt and try again.`,
  upstream_rejected: ({ upstream }) => `${upstream} refused the request.`,
  upstream_unavailable: ({ upstream }) => `${upstream} cannot be used right now. Try again in a moment.`,
  upstream_interrupted: ({ upstream }) => `The answer of ${upstream} broke off before its end.`,
  timeout: ({ upstream }) => `${upstream} was silent for too long, so the call was given up.`,
};

/**
 * An `AppError` in our words, followed by the upstream's own when it gave any (redacted, at most 500 characters),
 * which also stand in the fact `upstreamMessage`. The fact `asked` says that our words are the usual ones of the code,
 * so that a screen can say them in another language.
 */
export function upstreamError(
  code: UpstreamErrorCode,
  asked: Asked,
  { words, sentence, ...facts }: ErrorFacts & { words?: string; sentence?: string } = {},
  cause?: unknown,
): AppError {
  const said = words === undefined || words === "" ? undefined : redact(words).slice(0, 500);
  const message = sentence ?? sentences[code](asked);
  const usual = sentence === undefined ? { asked: { upstream: asked.upstream, model: asked.model } } : {};
  return new AppError(
    code,
    said === undefined ? message : `${message} ${asked.upstream} says: "${said}"`,
    { ...facts, ...usual, ...(said === undefined ? {} : { upstreamMessage: said }) },
    cause === undefined ? undefined : { cause },
  );
}

/** A 429 that a pause helps with; `afterMs` is the upstream's own wish. */
export function limitedForNow(
  asked: Asked,
  facts: ErrorFacts & { words?: string },
  afterMs: number | undefined,
): Failure {
  const wish = afterMs === undefined ? {} : { retryAfterMs: afterMs };
  return { error: upstreamError("rate_limited", asked, { ...facts, ...wish }), retry: "rateLimit", afterMs };
}

/** The status is 300 to 399. */
export function redirected(asked: Asked, facts: ErrorFacts & { words?: string }): Failure {
  const sentence = `${asked.upstream} answered with a redirect to another address, which is never followed with your credentials. Check the configured base URL.`;
  return { error: upstreamError("upstream_rejected", asked, { ...facts, sentence }) };
}

/** A limit that no pause helps with: only a shorter request does. */
export function tooLargeForMinute(asked: Asked, facts: ErrorFacts & { words?: string }): Failure {
  const sentence = `The request is larger than all that ${asked.upstream} lets this key send in a minute, so waiting does not help. Shorten it, or raise the limit.`;
  return { error: upstreamError("rate_limited", asked, { ...facts, sentence, action: "edit_input" }) };
}

/** The same error, with what was received before it. */
export function withPartialText(error: AppError, partialText: string): AppError {
  return new AppError(error.code, error.message, { ...error.facts, partialText }, { cause: error.cause });
}
