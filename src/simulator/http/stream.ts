import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { Counters } from "@/simulator/types";
import { wayInto } from "./encoding";
import type { Exchange } from "./exchange";

/** A streamed answer as a list of things to do, so that what is sent can be tested without a socket. */
export type StreamStep =
  | { event?: string; data: unknown }
  | { waitMs: number }
  /** Breaks the connection without ending the answer. */
  | { hangUp: true };

/**
 * Sends server-sent events at the given pace. Ends early, and counts it, when the client goes away.
 * A step's `data` that is a string is sent as it stands; anything else as JSON.
 */
export async function sendStream(
  exchange: Exchange,
  steps: Iterable<StreamStep>,
  counters: Counters,
  headers: Record<string, string> = {},
): Promise<void> {
  const { res, encoding } = exchange;
  const gone = new AbortController();
  res.once("close", () => gone.abort());
  counters.openStreams += 1;
  counters.mostOpenStreams = Math.max(counters.mostOpenStreams, counters.openStreams);
  const encoded = encoding === undefined ? {} : { "content-encoding": encoding };
  res.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    ...encoded,
    ...headers,
  });
  res.flushHeaders();
  const { out, settle } = wayInto(res, encoding);
  try {
    for (const step of steps) {
      if ("hangUp" in step) return await settle().then(() => hangUp(res));
      if ("waitMs" in step) await pause(step.waitMs, gone.signal);
      else if (!out.write(toFrame(step))) await once(out, "drain", { signal: gone.signal });
      gone.signal.throwIfAborted();
    }
    out.end();
  } catch (error) {
    if (!gone.signal.aborted) throw error;
    counters.abortedStreams += 1;
    exchange.facts.aborted = true;
  } finally {
    counters.openStreams -= 1;
  }
}

/** Sends what was written so far and closes the socket in the middle of the answer. */
async function hangUp(res: ServerResponse): Promise<void> {
  // The first writes of an answer reach the socket only on the next turn.
  await nextTurn();
  res.socket?.destroySoon();
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal });
}

function toFrame(step: { event?: string; data: unknown }): string {
  const data = typeof step.data === "string" ? step.data : JSON.stringify(step.data);
  return `${step.event === undefined ? "" : `event: ${step.event}\n`}data: ${data}\n\n`;
}
