import { apiRoute, toErrorEvent } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { toEventStreamResponse } from "@/lib/sse/response";

/**
 * The journal from `Last-Event-ID` or `?after=` on, then live until the run ends. 204 when nobody works on the run and
 * there is nothing more to tell: it keeps an EventSource from asking again (HTML, "Server-sent events").
 */
export const GET = apiRoute(async ({ request, services, requestId, param, url }) => {
  const id = param("id");
  const after = Number(request.headers.get("last-event-id") ?? url.searchParams.get("after") ?? 0) || 0;
  const clientGone = new AbortController();
  request.signal.addEventListener("abort", () => clientGone.abort(), { once: true });
  const events = services.runs.events(id, after, clientGone.signal);
  const stored = services.runs.isAtWork(id) ? undefined : await readAll(events);
  if (stored?.length === 0) return new Response(null, { status: 204 });
  return toEventStreamResponse(stored ?? events, {
    toEvent: (event) => ({ event: event.type, id: event.seq, data: event }),
    toErrorEvent: (error) => toErrorEvent(error, requestId),
    clientGone,
  });
});

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
