import { type RouteContext, toErrorEvent } from "@/app/api/apiRoute";
import { clientGoneOf } from "@/app/api/clientGone";
import type { EventBatch } from "@/lib/runs/eventBatches";
import { afterFirst } from "@/lib/sse/afterFirst";
import { encodeEvent, encodeOnce } from "@/lib/sse/encode";
import { toEventStreamResponse } from "@/lib/sse/response";

/** A run, as far as who asks is told of it. */
export interface ToldRun {
  batches(after: number, signal: AbortSignal): AsyncIterable<EventBatch> | Promise<AsyncIterable<EventBatch>>;
  isAtWork(): Promise<boolean>;
}

/** A thousand readers of a run share what is sent to them. */
const encode = encodeOnce((batch: EventBatch) =>
  batch.map((event) => encodeEvent({ event: event.type, id: event.seq, data: event })).join(""),
);

/**
 * The journal from `Last-Event-ID` or `?after=` on, then live until the run ends. 204 when nobody works on the run and
 * there is nothing more to tell: it keeps an EventSource from asking again (HTML, "Server-sent events").
 * @throws what reading the run throws before its first event
 */
export async function runEvents({ request, url, requestId }: RouteContext, run: ToldRun): Promise<Response> {
  const after = Number(request.headers.get("last-event-id") ?? url.searchParams.get("after") ?? 0) || 0;
  const clientGone = clientGoneOf(request);
  const batches = await run.batches(after, clientGone.signal);
  const told = (await run.isAtWork()) ? batches : await afterFirst(batches);
  if (told === undefined) return new Response(null, { status: 204 });
  return toEventStreamResponse(told, {
    encode,
    toErrorEvent: (error) => toErrorEvent(error, requestId),
    clientGone,
  });
}
