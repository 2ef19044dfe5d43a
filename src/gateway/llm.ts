import { collect } from "@/lib/llm/callLlm";
import { MAX_CALL_BYTES } from "@/lib/llm/checkFiles";
import { toLlmCall } from "@/lib/llm/toLlmCall";
import { reportFailure } from "@/lib/reportFailure";
import { afterFirst } from "@/lib/sse/afterFirst";
import { encodeEvent } from "@/lib/sse/encode";
import { llmRequestSchema } from "@/types/api";
import { isAbort } from "@/types/errors";
import type { LlmEvent } from "@/types/llm";
import type { Exchange } from "./exchange";
import type { GatewayRoute } from "./route";

/** One model call, whole as JSON or streamed as events; closing the connection stops the upstream too. */
export const llmRoute: GatewayRoute = {
  name: "/api/llm",
  path: /^\/api\/llm$/,
  admits: "session",
  maxBytes: MAX_CALL_BYTES,
  methods: {
    POST: async (exchange) => {
      const { services, signal, headers, requestId } = exchange;
      const { stream, ...request } = await exchange.json(llmRequestSchema);
      const events = services.callLlm(toLlmCall(request), signal);
      if (!wantsStream(headers, stream)) return exchange.answer(200, await collect(events));
      // A call that fails before it starts is an answer with a status, like any other failure.
      const begun = await afterFirst(events);
      if (begun === undefined) throw new Error("A model call ended without its result.");
      await exchange.stream(begun, { encode, toLast: (error) => toLast(error, exchange, requestId) });
    },
  },
};

function wantsStream(headers: Headers, stream: boolean | undefined): boolean {
  return stream ?? headers.get("accept")?.includes("text/event-stream") ?? false;
}

function encode({ type, ...data }: LlmEvent): string {
  return encodeEvent({ event: type, data: "result" in data ? data.result : data });
}

/** Nobody is told of an abort. */
function toLast(error: unknown, { services }: Exchange, requestId: string): string | undefined {
  if (isAbort(error)) return undefined;
  return encodeEvent({ event: "error", data: { error: reportFailure(error, requestId, services.log) } });
}
