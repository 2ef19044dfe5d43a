import { apiRoute, toErrorEvent } from "@/app/api/apiRoute";
import { toEventStreamResponse } from "@/lib/sse/response";

/** The journal from `Last-Event-ID` or `?after=` on, then live until the run ends. */
export const GET = apiRoute(async ({ request, services, requestId, param, url }) => {
  const id = param("id");
  await services.runs.read(id);
  const after = Number(request.headers.get("last-event-id") ?? url.searchParams.get("after") ?? 0) || 0;
  const clientGone = new AbortController();
  request.signal.addEventListener("abort", () => clientGone.abort(), { once: true });
  return toEventStreamResponse(services.runs.events(id, after, clientGone.signal), {
    toEvent: (event) => ({ event: event.type, id: event.seq, data: event }),
    toErrorEvent: (error) => toErrorEvent(error, requestId),
    clientGone,
  });
});
