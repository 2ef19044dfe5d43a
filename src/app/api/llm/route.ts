import { apiRoute, toErrorEvent } from "@/app/api/apiRoute";
import { clientGoneOf } from "@/app/api/clientGone";
import { otherMethods } from "@/app/api/otherMethods";
import { collect } from "@/lib/llm/callLlm";
import { toLlmCall } from "@/lib/llm/toLlmCall";
import { afterFirst } from "@/lib/sse/afterFirst";
import { encodeEvent } from "@/lib/sse/encode";
import { toEventStreamResponse } from "@/lib/sse/response";
import { llmRequestSchema } from "@/types/api";

/** 50 MB of files (lib/llm/checkFiles.ts) are 67 MB as data URLs. */
const MAX_CALL_BYTES = 70 * 1024 * 1024;

/** One model call, whole as JSON or streamed as events; closing the connection stops the upstream too. */
export const POST = apiRoute(
  async ({ request, services, requestId, json }) => {
    const body = await json(llmRequestSchema);
    const clientGone = clientGoneOf(request);
    const events = services.callLlm(toLlmCall(body), clientGone.signal);
    if (!wantsStream(request, body.stream)) return collect(events);
    // A call that fails before it starts is an answer with a status, like any other failure.
    return toEventStreamResponse((await afterFirst(events)) ?? [], {
      encode: ({ type, ...data }) => encodeEvent({ event: type, data: "result" in data ? data.result : data }),
      toErrorEvent: (error) => toErrorEvent(error, requestId),
      clientGone,
    });
  },
  { maxBytes: MAX_CALL_BYTES },
);

function wantsStream(request: Request, stream: boolean | undefined): boolean {
  return stream ?? request.headers.get("accept")?.includes("text/event-stream") ?? false;
}

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
