import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { fromNodeHeaders } from "@/lib/nodeHeaders";
import type { Services } from "@/lib/services";
import { createGateway } from "./gateway";
import type { GatewayRoute } from "./route";
import { askRaw, type Sent } from "./testAsk";

export interface TestGateway {
  url: string;
  /** Asks as a program on this computer would. */
  ask(path: string, sent?: Sent): Promise<Response>;
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
  return { url, ask: (path, sent = {}) => ask(`${url}${path}`, sent) };
}

async function ask(url: string, sent: Sent): Promise<Response> {
  const response = await askRaw(url, sent);
  // A status such as 204 takes no body, not even an empty one.
  return new Response((await text(response)) || null, {
    status: response.statusCode,
    headers: fromNodeHeaders(response.headers),
  });
}
