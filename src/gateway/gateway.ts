import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { allowedMethods } from "@/lib/allowedMethods";
import { reportFailure } from "@/lib/reportFailure";
import { retryAfterOf } from "@/lib/retryAfter";
import type { Services } from "@/lib/services";
import { httpStatusOf, isAbort } from "@/types/errors";
import { answerJson, openExchange, setStandingHeaders } from "./exchange";
import { llmRoute } from "./llm";
import { mcpRoute } from "./mcp/route";
import type { GatewayRoute } from "./route";
import { completionsRoute } from "./v1/chat/route";
import { modelRoutes } from "./v1/models";
import { responsesRoute } from "./v1/responses/route";
import { unknownRoute } from "./v1/unknownRoute";

export const gatewayRoutes: readonly GatewayRoute[] = [
  llmRoute,
  responsesRoute,
  completionsRoute,
  ...modelRoutes,
  unknownRoute,
  mcpRoute,
];

/** True where the request is answered here, and is nothing for Next any more. */
export type Gateway = (request: IncomingMessage, response: ServerResponse) => boolean;

export function createGateway(services: () => Services, routes = gatewayRoutes): Gateway {
  return (request, response) => {
    // Put together, as two slashes in front of a relative address would begin with a host: ours or none at all.
    const url = URL.parse(`http://localhost${request.url}`);
    if (url === null || !request.url?.startsWith("/")) return false;
    const route = routes.find(({ path }) => path.test(url.pathname));
    if (route === undefined) return false;
    void serve(services(), route, { request, response, url, requestId: randomUUID() });
    return true;
  };
}

type Asked = Parameters<typeof openExchange>[2];

/** Never throws. */
async function serve(services: Services, route: GatewayRoute, asked: Asked): Promise<void> {
  const { log, meter } = services;
  const { request, response, requestId } = asked;
  const { method = "GET" } = request;
  const beganMs = performance.now();
  setStandingHeaders(response, requestId);
  await log.within({ requestId }, async () => {
    try {
      await answer(services, route, asked);
    } catch (error) {
      answerFailure(route, response, error, { log, requestId });
    }
  });
  const ms = performance.now() - beganMs;
  const facts = { method, route: route.name, status: response.statusCode };
  log.debug("A request was answered.", { requestId, ...facts, ms: Math.round(ms) });
  meter.tell({ of: "request", ...facts, seconds: ms / 1000 });
}

async function answer(services: Services, route: GatewayRoute, asked: Asked): Promise<void> {
  const { request, response } = asked;
  const exchange = await openExchange(services, route, asked);
  // Node sends no body behind the head that answers a HEAD.
  const asking = request.method === "HEAD" ? "GET" : request.method;
  const handle = Object.entries(route.methods).find(([method]) => method === asking)?.[1];
  if (handle !== undefined) return handle(exchange);
  const own = Object.keys(route.methods);
  const allow = allowedMethods(own);
  if (asking === "OPTIONS") {
    response.writeHead(204, { allow, "cache-control": "no-store" }).end();
    return;
  }
  const message = `This address does not take ${request.method}. It takes ${own.toSorted().join(" and ")}.`;
  const error = { code: "invalid_request", message, requestId: exchange.requestId } as const;
  const { body } = route.toFailure?.(error) ?? { body: { error } };
  answerJson(response, 405, body, { allow });
}

interface FailureContext extends Pick<Services, "log"> {
  requestId: string;
}

function answerFailure(
  { toFailure }: GatewayRoute,
  response: ServerResponse,
  error: unknown,
  { log, requestId }: FailureContext,
): void {
  // Whoever aborted is not there to read this.
  if (isAbort(error)) return void response.destroy();
  const reported = reportFailure(error, requestId, log);
  // A bug after the answer began: half of it must not look like a whole one.
  if (response.headersSent) return void response.destroy();
  const { body, status, headers } = toFailure?.(reported) ?? {
    body: { error: reported },
    headers: retryAfterOf(reported),
  };
  // What is left of its body is not waited for.
  const rest: Record<string, string> = response.req.complete ? {} : { connection: "close" };
  answerJson(response, status ?? httpStatusOf[reported.code], body, { ...headers, ...rest });
}
