import { ProtocolError, SdkError, SdkErrorCode, SdkHttpError, UnauthorizedError } from "@modelcontextprotocol/client";
import { causesOf } from "@/lib/errorCauses";
import { AppError, type ErrorFacts, isAppError } from "@/types/errors";
import { withoutSecrets } from "./withoutSecrets";

const MAX_WORDS = 300;

export interface FailedAt {
  /** Its name, for words. */
  server: string;
  /** What was waited for. */
  work: "connect" | "list" | "call";
  timeoutMs: number;
  /** That were sent to it. */
  secrets: readonly string[];
}

/** What went wrong between us and a server of tools, in words; whatever it said itself is redacted and cut. */
export function toToolFailure(error: unknown, { server, work, timeoutMs, secrets }: FailedAt): AppError {
  const ours = causesOf(error).find(isAppError);
  if (ours !== undefined) return ours;
  const failed = (words: string, facts: ErrorFacts = {}) =>
    new AppError("tool_failed", words, { server, ...facts }, { cause: error });
  if (wantsSignIn(error)) return signInNeeded(server, error);
  const code = codeIn(error);
  if (code === "ENOENT" || code === "EACCES") {
    const found = code === "ENOENT" ? "was not found on this computer" : "may not be started";
    return failed(`The program of ${server} ${found}. Look at its command: patchbay tools list.`, { reason: code });
  }
  if (isTimeout(error)) {
    const seconds = Math.round(timeoutMs / 1000);
    return failed(`${server} did not answer within ${seconds} seconds.`, { reason: "timeout" });
  }
  if (SdkHttpError.isInstance(error)) return failed(`${server} answered with status ${error.status}.`);
  if (ProtocolError.isInstance(error)) {
    return failed(`${server} refused the ${work === "call" ? "call" : "request"}: ${wordsOf(error, secrets)}`);
  }
  if (SdkError.isInstance(error) && error.code === SdkErrorCode.ConnectionClosed && work === "connect") {
    return failed(`${server} ended before it answered. Its log may say why.`, { reason: "interrupted" });
  }
  if (isUnreachable(error)) return failed(`${server} cannot be reached. Is it running?`, { reason: "unreachable" });
  const what = work === "call" ? "ended before the answer came" : "could not be connected to";
  return failed(`${server} ${what}: ${wordsOf(error, secrets)}`, { reason: "interrupted" });
}

export function signInNeeded(server: string, cause?: unknown): AppError {
  const words = `${server} wants you to sign in. Do so under Project setup, Tools; where it takes a key, add it as a header.`;
  return new AppError("tool_failed", words, { reason: "sign_in", server }, { cause });
}

function wantsSignIn(error: unknown): boolean {
  return causesOf(error).some(
    (one) =>
      (SdkError.isInstance(one) && one.code === SdkErrorCode.ClientHttpAuthentication) ||
      UnauthorizedError.isInstance(one),
  );
}

const neverArrived = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** Nothing of what was sent has come to the server. */
export function isUnreachable(error: unknown): boolean {
  return neverArrived.has(codeIn(error) ?? "");
}

/** The server does not know our session any more, and has looked at nothing of what was sent. */
export function isSessionGone(error: unknown): boolean {
  return SdkHttpError.isInstance(error) && (error.status === 404 || error.status === 400);
}

/** The code of the system, anywhere among the causes. */
function codeIn(error: unknown): string | undefined {
  for (const one of causesOf(error)) {
    const { code }: NodeJS.ErrnoException = one;
    if (typeof code === "string" && /^E[A-Z0-9]+(?:_AGAIN)?$/.test(code)) return code;
  }
  return undefined;
}

function wordsOf(error: unknown, secrets: readonly string[]): string {
  const words = error instanceof Error ? error.message : String(error);
  return withoutSecrets(words, secrets).slice(0, MAX_WORDS);
}

function isTimeout(error: unknown): boolean {
  return SdkError.isInstance(error) && error.code === SdkErrorCode.RequestTimeout;
}
