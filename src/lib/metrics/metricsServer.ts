import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isNeighbour } from "@/lib/security/neighbour";
import { isSameText } from "@/lib/security/sameText";
import type { Metrics } from "./promMetrics";

export interface MetricsServerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Who has it may read from anywhere; without one only callers on this computer. */
  token: string | undefined;
  metrics: Pick<Metrics, "read" | "contentType">;
}

/** Serves `/metrics` and nothing else, on a port of its own. @throws the listen error, such as EADDRINUSE */
export async function serveMetrics({ host, port, token, metrics }: MetricsServerOptions): Promise<Server> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path] = (request.url ?? "").split("?");
    if (path !== "/metrics") return refuse(response, 404, "Metrics are at /metrics.");
    if (request.method !== "GET") return refuse(response, 405, "Metrics are only read.", { allow: "GET" });
    if (!mayRead(request, token)) return refuse(response, 401, whoMay, { "www-authenticate": "Bearer" });
    response.writeHead(200, { "content-type": metrics.contentType, "cache-control": "no-store" });
    response.end(await metrics.read());
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  // It keeps no process alive.
  return server.unref();
}

const whoMay =
  "Metrics are read from this computer, or with the token of PATCHBAY_METRICS_TOKEN: Authorization: Bearer <token>.";

function mayRead({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
  const given = headers.authorization?.match(/^Bearer (.+)$/i)?.[1];
  if (token !== undefined && given !== undefined && isSameText(given, token)) return true;
  const told = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return isNeighbour(socket.remoteAddress ?? "", new Headers(told));
}

function refuse(response: ServerResponse, status: number, words: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "text/plain", ...headers }).end(`${words}\n`);
}
