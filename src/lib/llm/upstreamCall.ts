import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import { attemptOnce } from "./attempt";
import { type Failure, upstreamError, withPartialText } from "./failure";
import type { ProviderEvent } from "./provider";
import { createRetryPlan, retryLimits } from "./retry";
import type { UpstreamDeps, WireCall } from "./wire";

/** Refusals of the credential answered by one call: re-read, forced refresh, and one to spare. */
const maxCredentialRefusals = 3;
/** Changes of one request by what its refusals tell. */
const maxResends = 12;
const maxAttempts =
  1 + maxCredentialRefusals + maxResends + retryLimits.server + retryLimits.rateLimit + retryLimits.stream;

/**
 * Sends one call, again where the retry table allows it and nothing was shown yet, and gives its events.
 * @throws AppError any upstream code; `partialText` stands in the facts when text had been received
 */
export async function* callUpstream(
  wire: WireCall,
  credentials: CredentialSource,
  deps: UpstreamDeps,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent, void, undefined> {
  const nextWait = createRetryPlan(deps.timing);
  // What was handed out cannot be taken back, so it forbids another attempt.
  const progress = { shown: false, text: "" };
  const payerDeps = { ...deps, fetch: credentials.fetch ?? deps.fetch };
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    signal.throwIfAborted();
    const request = await wire.request(await credentials.get());
    let failure: Failure | undefined;
    for await (const events of attemptOnce(request, wire, payerDeps, signal)) {
      for (const event of events) {
        if (event.type === "failed") failure = event.failure;
        else {
          if (event.type === "text-delta") progress.text += event.text;
          progress.shown ||= event.type !== "observed";
          yield event;
          if (event.type === "end") return;
        }
      }
    }
    if (failure === undefined) throw new Error("An attempt ended without an answer and without a failure.");
    if (failure.retry === "rateLimit") yield { type: "rate-limited" };
    if (progress.text !== "") throw withPartialText(failure.error, progress.text);
    if (progress.shown) throw failure.error;
    if (failure.resend) continue;
    if (failure.credentialRefused !== undefined) {
      if (await credentials.refused(failure.credentialRefused)) continue;
      throw failure.error;
    }
    const waitMs = nextWait(failure);
    if (waitMs === undefined) throw withUntil(failure, deps.timing.now());
    await deps.timing.sleep(waitMs, signal);
  }
  throw upstreamError("upstream_unavailable", wire.asked);
}

/** A pause that is too long to wait for here is told with its end. */
function withUntil({ error, afterMs }: Failure, nowMs: number): AppError {
  if (error.code !== "rate_limited" || afterMs === undefined) return error;
  const until = new Date(nowMs + afterMs).toISOString();
  return new AppError(error.code, error.message, { ...error.facts, until }, { cause: error.cause });
}
