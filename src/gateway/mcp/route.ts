import { randomUUID } from "node:crypto";
import { type Exchange, requireKey } from "@/gateway/exchange";
import type { Failure, GatewayRoute } from "@/gateway/route";
import { throughKey } from "@/lib/access/keyVisitor";
import type { Config } from "@/lib/config";
import { isObject } from "@/lib/llm/narrow";
import { reportFailure } from "@/lib/reportFailure";
import { retryAfterHeader } from "@/lib/retryAfter";
import { encodeEvent } from "@/lib/sse/encode";
import { type ErrorBody, isAbort } from "@/types/errors";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";
import type { McpHttp } from "./http";
import { type McpCaller, readWaitMs } from "./tool";

/** The Model Context Protocol over Streamable HTTP, for programs with an access key of the scope `mcp`. */
export const mcpRoute: GatewayRoute = {
  name: "/mcp",
  path: /^\/mcp$/,
  admits: "mcp",
  // A document, and pictures among the inputs.
  maxBytes: 4 * MAX_WORKFLOW_BYTES,
  methods: {
    POST: async (exchange) => {
      const asking = { caller: toCaller(exchange), hungUp: hungUpOf(exchange) };
      const body = await exchange.body();
      const { fetch } = await httpOf(exchange);
      await pass(await fetch(toRequest(exchange), body, asking), exchange, body);
    },
  },
  toFailure,
};

/** One a process; loaded when somebody knocks. Tests have many in one process. */
const servedBy = new WeakMap<Config, Promise<McpHttp>>();

function httpOf({ services }: Exchange): Promise<McpHttp> {
  const served = servedBy.get(services.config) ?? load(services);
  servedBy.set(services.config, served);
  return served;
}

async function load({ workflows, log }: Exchange["services"]): Promise<McpHttp> {
  const { createMcpHttp } = await import("./http");
  return createMcpHttp({
    workflows,
    reportBug: (error) => {
      const reference = randomUUID();
      log.error("A call over MCP met a bug.", error, { reference });
      return reference;
    },
    reportRefusal: (error) => log.debug("A request over MCP was refused.", { reason: error.message }),
  });
}

function toCaller(exchange: Exchange): McpCaller {
  const { services, person, url } = exchange;
  const through = throughKey("mcp", requireKey(exchange));
  // `?wait=300`: for clients that are patient.
  const waitMs = readWaitMs(url.searchParams.get("wait") ?? undefined, "wait");
  return { services, ...(person && { person }), through, waitMs };
}

/**
 * Fires where the client has closed the connection. A server that ends closes it too, and runs go on elsewhere: then
 * nothing has come from the other side.
 */
function hungUpOf({ request: { socket }, signal }: Exchange): AbortSignal {
  const hungUp = new AbortController();
  const notice = () => {
    if (socket.readableEnded || socket.errored !== null) hungUp.abort();
  };
  signal.addEventListener("abort", notice, { once: true });
  return hungUp.signal;
}

/** For the library; it gets the body apart, since that was read already. */
function toRequest({ url, headers, signal }: Exchange): Request {
  return new Request(url, { method: "POST", headers, signal, body: "{}" });
}

async function pass(answer: Response, exchange: Exchange, body: unknown): Promise<void> {
  const { "content-type": type = "", ...headers } = Object.fromEntries(answer.headers);
  if (answer.body !== null && type.startsWith("text/event-stream")) {
    const source = answer.body.pipeThrough(new TextDecoderStream());
    const toLast = (error: unknown) => (isAbort(error) ? undefined : toLastOf(body, error, exchange));
    return exchange.stream(source, { encode: (text) => text, toLast, headers: own(headers) });
  }
  const text = await answer.text();
  if (exchange.response.destroyed) return;
  const more = text === "" ? {} : { "content-type": type, "cache-control": "no-store" };
  exchange.response.writeHead(answer.status, { ...own(headers), ...more });
  exchange.response.end(text);
}

/** Who waits for an answer that will not come, of a key that was revoked say, would wait as long as its patience lasts. */
function toLastOf(body: unknown, error: unknown, { requestId, services }: Exchange): string {
  const { body: failure } = toFailure(reportFailure(error, requestId, services.log));
  const messages: unknown[] = Array.isArray(body) ? body : [body];
  return messages
    .filter(isObject)
    .filter(({ id }) => id !== undefined)
    .map(({ id }) => encodeEvent({ event: "message", data: { ...failure, id } }))
    .join("");
}

/** Headers of the protocol; those of streams and safety are the gateway's. */
function own(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("mcp-") || name === "allow"));
}

/** Of a failure before the protocol was reached (JSON-RPC 2.0 §5.1: from -32000 down for those of a server's own). */
function toFailure({ code, message, details, requestId }: ErrorBody): Failure & { body: object } {
  return {
    body: { jsonrpc: "2.0", id: null, error: { code: -32_000, message, data: { code, requestId } } },
    headers: { ...challenges[code], ...retryAfterHeader(details?.retryAfterMs) },
  };
}

/** RFC 6750 §3. */
const challenges: Partial<Record<ErrorBody["code"], Record<string, string>>> = {
  login_required: { "www-authenticate": 'Bearer realm="Patchbay", error="invalid_token"' },
  not_allowed: { "www-authenticate": 'Bearer realm="Patchbay", error="insufficient_scope", scope="mcp"' },
};
