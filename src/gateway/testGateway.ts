import { createServer, request as nodeRequest } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { Services } from "@/lib/services";
import { createGateway } from "./gateway";
import type { GatewayRoute } from "./route";

export interface TestGateway {
  url: string;
  /** Asks as a program on this computer would; `body` is sent as JSON. */
  ask(path: string, sent?: { method?: string; body?: unknown; headers?: Record<string, string> }): Promise<Response>;
}

/** The gateway of these services on a port of its own, until the test ends. */
export async function startTestGateway(services: Services, routes?: readonly GatewayRoute[]): Promise<TestGateway> {
  const allowedHosts = new Set<string>();
  const gateway = createGateway(() => ({ ...services, allowedHosts }), routes);
  const server = createServer((request, response) => {
    if (!gateway(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The gateway does not listen on a port.");
  allowedHosts.add(`127.0.0.1:${address.port}`);
  const url = `http://127.0.0.1:${address.port}`;
  return { url, ask: (path, sent = {}) => askRaw(`${url}${path}`, sent) };
}

/** By Node's own client, which sends any Host and Origin. */
function askRaw(
  url: string,
  { method = "GET", body, headers }: { method?: string; body?: unknown; headers?: Record<string, string> },
): Promise<Response> {
  const type: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const request = nodeRequest(url, { method, headers: { ...type, ...headers } }, async (response) => {
      const own = Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      );
      resolve(new Response(await text(response), { status: response.statusCode, headers: new Headers(own) }));
    });
    request.on("error", reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
