import { setTimeout as sleep } from "node:timers/promises";
import { decodeEvents } from "@/lib/sse/decode";
import type { RunEvent } from "@/types/run";

const PAUSE_MS = 100;

/**
 * What a reader is told of a run until it ends, who begins anew where it was whenever a stream breaks: `nextServer`
 * says where. Events stand as they came, so that gaps and repeats can be seen.
 */
export async function readRun(id: string, nextServer: () => string, signal: AbortSignal): Promise<RunEvent[]> {
  const told: RunEvent[] = [];
  while (!signal.aborted && told.at(-1)?.type !== "run-end") {
    const url = `${nextServer()}/api/runs/${id}/events?after=${told.at(-1)?.seq ?? 0}`;
    // A server that was killed, or that cannot reach the database, breaks it off.
    await readOnce(url, told, signal).catch(() => undefined);
    await sleep(PAUSE_MS);
  }
  return told;
}

async function readOnce(url: string, told: RunEvent[], signal: AbortSignal): Promise<void> {
  const { status, body } = await fetch(url, { signal });
  if (status !== 200 || body === null) return void (await body?.cancel());
  for await (const { event, data } of decodeEvents(body)) if (event !== "error") told.push(JSON.parse(data));
}
