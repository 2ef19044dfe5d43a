import type { Credential, CredentialSource } from "@/types/credential";
import type { AppError } from "@/types/errors";
import { openAnswer, readRefusal } from "./answerBody";
import { checkHeaders } from "./checkHeaders";
import { type Asked, type Failure, type Refusal, upstreamError } from "./failure";
import { startIdleWatch } from "./idleWatch";
import { toNetworkFailure } from "./networkFailure";
import type { UpstreamImages } from "./provider";
import { createRetryPlan } from "./retry";
import { describesFailure } from "./said";
import { toUnreadable } from "./unreadable";
import type { UpstreamDeps } from "./wire";

/** One call for pictures in one wire protocol. */
export interface ImageWire {
  asked: Asked;
  request(credential: Credential): { url: string; headers: Record<string, string>; body: string | FormData };
  toFailure(refusal: Refusal, nowMs: number): Failure;
  /** What an answer, parsed JSON, holds; undefined when it is nothing of this protocol. */
  read(answer: unknown): UpstreamImages | AppError | undefined;
}

/** Refusals of the credential answered by one call: re-read, forced refresh, and one to spare. */
const maxCredentialRefusals = 3;
const maxAttempts = 8;

/** The connection never stood, so nothing can have been made, or paid for. */
const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/**
 * Asks for pictures. Since each may cost as much as many texts, it is asked again only when a server said that it
 * failed (5xx), or could not be reached; never after a refusal, a limit or a connection that broke.
 * @throws AppError upstream codes; an abort passes through and has closed the connection
 */
export async function askForImages(
  wire: ImageWire,
  credentials: CredentialSource,
  deps: UpstreamDeps,
  signal: AbortSignal,
): Promise<UpstreamImages> {
  const nextWait = createRetryPlan(deps.timing);
  let refusals = 0;
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    signal.throwIfAborted();
    const outcome = await askOnce(wire, credentials, deps, signal);
    if ("images" in outcome) return outcome;
    const { error, credentialRefused } = outcome;
    if (credentialRefused !== undefined) {
      refusals += 1;
      if (refusals <= maxCredentialRefusals && (await credentials.refused(credentialRefused))) continue;
      throw error;
    }
    const waitMs = mayAskAgain(outcome) ? nextWait(outcome) : undefined;
    if (waitMs === undefined) throw error;
    await deps.timing.sleep(waitMs, signal);
  }
  throw upstreamError("upstream_unavailable", wire.asked);
}

function mayAskAgain({ error, retry }: Failure): boolean {
  const { upstreamStatus, networkCode } = error.facts;
  if (retry !== "server") return false;
  if (typeof networkCode === "string") return neverSent.has(networkCode);
  return typeof upstreamStatus === "number" && upstreamStatus >= 500;
}

async function askOnce(
  wire: ImageWire,
  credentials: CredentialSource,
  { fetch, timing, idleTimeoutMs }: UpstreamDeps,
  signal: AbortSignal,
): Promise<UpstreamImages | Failure> {
  const { asked } = wire;
  const { url, headers, body } = wire.request(await credentials.get());
  checkHeaders(headers, asked);
  const idle = startIdleWatch(idleTimeoutMs, timing, signal);
  let hasAnswered = false;
  try {
    // A redirect would carry the credential to another address: it comes back as a refusal instead.
    const init: RequestInit = { method: "POST", headers, body, redirect: "manual", signal: idle.signal };
    const response = await (credentials.fetch ?? fetch)(url, init);
    idle.touch();
    hasAnswered = response.ok && response.body !== null;
    const opened = hasAnswered ? await openAnswer(url, response, idle.touch) : await readRefusal(url, response);
    if ("status" in opened) return wire.toFailure(opened, timing.now());
    return await readImages(opened.batches, url, wire, timing.now());
  } catch (error) {
    signal.throwIfAborted();
    if (idle.expired()) return { error: upstreamError("timeout", asked, { idleTimeoutMs }) };
    const failure = toNetworkFailure(error, asked, hasAnswered);
    if (failure === undefined) throw error;
    return failure;
  } finally {
    idle.stop();
  }
}

async function readImages(
  batches: AsyncIterable<unknown[]> | Iterable<unknown[]>,
  url: string,
  wire: ImageWire,
  nowMs: number,
): Promise<UpstreamImages | Failure> {
  let foreign: unknown;
  for await (const [answer] of batches) {
    const read = wire.read(answer);
    if (read === undefined && describesFailure(answer)) {
      return wire.toFailure({ url, status: 200, headers: new Headers(), body: answer, isHtml: false }, nowMs);
    }
    if (read !== undefined) return "images" in read ? read : { error: read };
    foreign ??= answer;
  }
  return foreign === undefined
    ? { error: upstreamError("upstream_interrupted", wire.asked) }
    : toUnreadable(foreign, wire.asked);
}
