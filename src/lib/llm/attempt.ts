import { Readable } from "node:stream";
import { postDirectly } from "@/lib/directRequest";
import { isAppError } from "@/types/errors";
import { isPage, isStream, openAnswer, readRefusal } from "./answerBody";
import { checkHeaders } from "./checkHeaders";
import { type Failure, upstreamError } from "./failure";
import { startIdleWatch } from "./idleWatch";
import { toNetworkFailure } from "./networkFailure";
import type { ProviderEvent } from "./provider";
import { type RelayedAnswer, relayAnswer } from "./relayedAnswer";
import { toUnreadable } from "./unreadable";
import type { Reading, UpstreamDeps, UpstreamRequest, WireCall, WireReader } from "./wire";

export type AttemptEvent = ProviderEvent | { type: "failed"; failure: Failure };

/**
 * Asks once, and gives the events of each read together. The last one is `end` or `failed`.
 * @throws an abort of the signal, what is no failure of the network, and `AppError` of the wire
 */
export async function* attemptOnce(
  { url, headers, body }: UpstreamRequest,
  wire: WireCall,
  { fetch, timing, idleTimeoutMs }: UpstreamDeps,
  signal: AbortSignal,
): AsyncGenerator<AttemptEvent[], void, undefined> {
  const idle = startIdleWatch(idleTimeoutMs, timing, signal);
  const reader = wire.createReader(timing.now);
  let hasAnswered = false;
  try {
    checkHeaders(headers, wire.asked);
    // A redirect would carry the credential to another address: it comes back as a refusal instead.
    const sent = { headers, body, signal: idle.signal };
    const response =
      (await postDirectly(fetch, url, sent)) ?? (await fetch(url, { method: "POST", redirect: "manual", ...sent }));
    idle.touch();
    hasAnswered = response.ok && response.body !== null;
    const accepted = hasAnswered && !isPage(response);
    if (wire.observe) yield [{ type: "observed", accepted, ...wire.observe(response.headers) }];
    const { isPiece } = wire;
    const { body: received } = response;
    if (accepted && isPiece !== undefined && received instanceof Readable && (await isStream(response, received))) {
      const answer = relayAnswer(received, reader, { isPiece, elapsed: timing.elapsed });
      idle.follow(answer.heardAtMs);
      yield* relayMessages(answer, wire);
      return;
    }
    const opened = hasAnswered ? await openAnswer(url, response, idle.touch) : await readRefusal(url, response);
    if ("status" in opened) {
      yield [failed(wire.toFailure(opened, timing.now()))];
      return;
    }
    await wire.accepted?.();
    yield* readMessages(opened, reader, wire);
  } catch (error) {
    signal.throwIfAborted();
    if (isAppError(error)) throw error;
    if (idle.expired()) {
      const silent = { error: upstreamError("timeout", wire.asked, { idleTimeoutMs }) };
      // An answer that had named its end is one, though the connection was never closed.
      yield toEvents(reader.close?.(false) ?? { events: [], failure: silent });
      return;
    }
    const failure = toNetworkFailure(error, wire.asked, hasAnswered);
    if (failure === undefined) throw error;
    yield [failed(failure)];
  } finally {
    idle.stop();
  }
}

type Opened = Exclude<Awaited<ReturnType<typeof openAnswer>>, { status: number }>;

/** Hands on what the reader makes of the messages, up to its end or failure, or to that of the connection. */
async function* readMessages(
  { batches, isWhole }: Opened,
  reader: WireReader,
  { asked }: WireCall,
): AsyncGenerator<AttemptEvent[], void, undefined> {
  let isOurs = false;
  let foreign: unknown;
  for await (const batch of batches) {
    const events: AttemptEvent[] = [];
    for (const message of batch) {
      const reading = reader.read(message);
      isOurs ||= reading !== undefined;
      if (reading === undefined) foreign ??= isCut(message) ? undefined : message;
      else events.push(...toEvents(reading));
      if (isLast(events.at(-1))) break;
    }
    if (events.length > 0) yield events;
    if (isLast(events.at(-1))) return;
  }
  const rest = reader.close?.(isWhole);
  if (rest !== undefined) yield toEvents(rest);
  // What came whole and is no answer would be the same if it were asked, and paid, for again.
  else if (isWhole || (foreign !== undefined && !isOurs)) yield [failed(toUnreadable(foreign, asked))];
  else yield [failed({ error: upstreamError("upstream_interrupted", asked), retry: "stream" })];
}

/** The bytes as soon as there is something to show, then what was read of them beside. */
async function* relayMessages(
  { begin, bytes, rest, leave }: RelayedAnswer,
  { asked, accepted }: WireCall,
): AsyncGenerator<AttemptEvent[], void, undefined> {
  try {
    await accepted?.();
    const begun = (await begin()).flatMap(toEvents);
    if (begun.some(({ type }) => type !== "failed")) yield [{ type: "relay", bytes }];
    const events = rest().flatMap(toEvents).filter(isNoDelta);
    const last = events.findIndex(isLast);
    if (last >= 0) yield events.slice(0, last + 1);
    else yield [...events, failed({ error: upstreamError("upstream_interrupted", asked), retry: "stream" })];
  } finally {
    leave();
  }
}

function isNoDelta({ type }: AttemptEvent): boolean {
  return type !== "text-delta" && type !== "reasoning-delta";
}

/** The beginning of JSON, which is what a stream that breaks off leaves; and `[DONE]`. */
function isCut(message: unknown): boolean {
  return typeof message === "string" && /^\s*[{[]/.test(message);
}

function isLast(event: AttemptEvent | undefined): boolean {
  return event?.type === "end" || event?.type === "failed";
}

function toEvents({ events, failure }: Reading): AttemptEvent[] {
  return failure === undefined ? events : [...events, failed(failure)];
}

function failed(failure: Failure): AttemptEvent {
  return { type: "failed", failure };
}
