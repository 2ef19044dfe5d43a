import { apiRoute, toErrorEvent } from "@/app/api/apiRoute";
import { clientGoneOf } from "@/app/api/clientGone";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";
import { afterFirst } from "@/lib/sse/afterFirst";
import { encodeEvent } from "@/lib/sse/encode";
import { toEventStreamResponse } from "@/lib/sse/response";
import type { RunEvent } from "@/types/run";

const encode = (batch: readonly RunEvent[]) =>
  batch.map((event) => encodeEvent({ event: event.type, id: event.seq, data: event })).join("");

/** As the events of a run, without what a page does not show. */
export const GET = apiRoute(
  async (context) => {
    const { request, requestId, param, url } = context;
    const page = pageOf(context);
    const run = param("run");
    const after = Number(request.headers.get("last-event-id") ?? url.searchParams.get("after") ?? 0) || 0;
    const clientGone = clientGoneOf(request);
    const batches = await page.events(run, after, clientGone.signal);
    const told = (await page.isAtWork(run)) ? batches : await afterFirst(batches);
    if (told === undefined) return new Response(null, { status: 204 });
    return toEventStreamResponse(told, {
      encode,
      toErrorEvent: (error) => toErrorEvent(error, requestId),
      clientGone,
    });
  },
  { byLink: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
