import { decodeBatches } from "@/lib/sse/decode";
import type { Credential, CredentialSource } from "@/types/credential";
import { AppError, isAppError } from "@/types/errors";
import { type Asked, type Failure, type Refusal, toNetworkFailure, upstreamError, withPartialText } from "./failure";
import { startIdleWatch } from "./idleWatch";
import type { Observation, ProviderEvent } from "./provider";
import { createRetryPlan, retryLimits } from "./retry";
import type { Timing } from "./timing";

export interface UpstreamRequest {
  url: string;
  /** In the order in which they go out. */
  headers: Record<string, string>;
  /** JSON text. */
  body: string;
}

/** What one message of a stream says; after a `failure` or an `end` event nothing more is read. */
export interface Reading {
  events: ProviderEvent[];
  failure?: Failure;
}

/** One call in one wire protocol: how to ask, and how to read what comes back. */
export interface WireCall {
  asked: Asked;
  request(credential: Credential): UpstreamRequest;
  toFailure(refusal: Refusal, nowMs: number): Failure;
  /** Made anew for each attempt; gets the `data` of each message. */
  createReader(nowMs: () => number): (data: string) => Reading;
  /** What the head of any answer tells beside the answer itself. */
  observe?(headers: Headers): Observation;
  /** The request was taken. */
  accepted?(): Promise<void>;
}

export interface UpstreamDeps {
  fetch: typeof fetch;
  timing: Timing;
  /** Milliseconds of silence after which a call is given up. */
  idleTimeoutMs: number;
}

/** Refusals of the credential answered by one call: re-read, forced refresh, and one to spare. */
const maxCredentialRefusals = 3;
const maxAttempts = 1 + maxCredentialRefusals + 1 + retryLimits.server + retryLimits.rateLimit + retryLimits.stream;

/** What was handed out already: it cannot be taken back, so it forbids another attempt. */
interface Progress {
  shown: boolean;
  text: string;
}

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
  const progress: Progress = { shown: false, text: "" };
  const payerDeps = { ...deps, fetch: credentials.fetch ?? deps.fetch };
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    signal.throwIfAborted();
    const request = wire.request(await credentials.get());
    const failure = yield* attemptOnce(request, wire, payerDeps, signal, progress);
    if (failure === undefined) return;
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

async function* attemptOnce(
  request: UpstreamRequest,
  wire: WireCall,
  deps: UpstreamDeps,
  signal: AbortSignal,
  progress: Progress,
): AsyncGenerator<ProviderEvent, Failure | undefined, undefined> {
  const idle = startIdleWatch(deps.idleTimeoutMs, deps.timing, signal);
  let hasAnswered = false;
  try {
    const response = await deps.fetch(request.url, {
      method: "POST",
      headers: request.headers,
      body: request.body,
      // A redirect would carry the credential to another address: it comes back as a refusal instead.
      redirect: "manual",
      signal: idle.signal,
    });
    idle.touch();
    const accepted = response.ok && response.body !== null && !isPage(response);
    if (wire.observe) yield { type: "observed", accepted, ...wire.observe(response.headers) };
    if (!accepted) {
      return wire.toFailure(await readRefusal(response), deps.timing.now());
    }
    hasAnswered = true;
    await wire.accepted?.();
    const read = wire.createReader(deps.timing.now);
    for await (const batch of decodeBatches(response.body)) {
      idle.touch();
      for (const message of batch) {
        const { events, failure } = read(message.data);
        for (const event of events) {
          if (event.type === "text-delta") progress.text += event.text;
          if (event.type !== "end") progress.shown = true;
          yield event;
          if (event.type === "end") return undefined;
        }
        if (failure !== undefined) return failure;
      }
    }
    return { error: upstreamError("upstream_interrupted", wire.asked), retry: "stream" };
  } catch (error) {
    signal.throwIfAborted();
    if (isAppError(error)) throw error;
    if (idle.expired()) return { error: upstreamError("timeout", wire.asked, { idleTimeoutMs: deps.idleTimeoutMs }) };
    const failure = toNetworkFailure(error, wire.asked, hasAnswered);
    if (failure === undefined) throw error;
    return failure;
  } finally {
    idle.stop();
  }
}

/** Characters of an error answer that are read; real ones are far shorter. */
const maxRefusalLength = 64 * 1024;

/** Reads an answer that is no stream, within bounds. */
export async function readRefusal(response: Response): Promise<Refusal> {
  let text = "";
  if (response.body !== null) {
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > maxRefusalLength) break;
    }
  }
  const isHtml = isPage(response) || /^\s*<(!doctype|html)/i.test(text);
  return { status: response.status, headers: response.headers, body: parseJson(text), isHtml };
}

function isPage(response: Response): boolean {
  return (response.headers.get("content-type") ?? "").includes("html");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
