import { createServer, type Server } from "node:http";
import next from "next";
import { type Config, isLoopbackHost } from "@/lib/config";
import { codeOf } from "./terminal";

export interface RunningServer {
  /** For a person: `http://localhost:3000`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves the built app on the configured address; a loopback host means both loopback families, which `next start`
 * cannot do. @throws the listen error, such as EADDRINUSE
 */
export async function serve({ host, port }: Pick<Config, "host" | "port">): Promise<RunningServer> {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const servers = await listen(isLoopbackHost(host) ? ["127.0.0.1", "::1"] : [host], port);
  const boundPort = boundPortOf(servers[0]);
  // The guard of every route compares Host with the port that is really bound.
  process.env.PORT = String(boundPort);

  const app = next({ dev: false, hostname: host, port: boundPort });
  await app.prepare();
  const handle = app.getRequestHandler();
  for (const server of servers) {
    server.removeAllListeners("request");
    server.on("request", (request, response) => {
      // The guard trusts the Host header: a request without one, or with an address that may contradict it, ends here.
      if (request.url?.startsWith("/") && request.headers.host) return handle(request, response);
      response.writeHead(400, { "content-type": "text/plain" }).end("Bad request");
    });
  }
  return {
    url: `http://${isLoopbackHost(host) ? "localhost" : host}:${boundPort}`,
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      await app.close();
    },
  };
}

/** Binds all hosts on one port. A machine without IPv6 has only the first. */
async function listen(hosts: string[], port: number): Promise<Server[]> {
  const servers: Server[] = [];
  let boundPort = port;
  for (const host of hosts) {
    const server = createServer((_, response) => {
      response.writeHead(503, { "retry-after": "1" }).end("Patchbay is starting.");
    });
    try {
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(boundPort, host, resolve);
      });
    } catch (error) {
      const hasNoIpv6 = servers.length > 0 && ["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(codeOf(error));
      if (hasNoIpv6) continue;
      for (const open of servers) open.close();
      throw error;
    }
    boundPort = boundPortOf(server);
    servers.push(server);
  }
  return servers;
}

/** The port a listening server was given. */
function boundPortOf(server: Server | undefined): number {
  const address = server?.address();
  if (typeof address !== "object" || address === null) throw new Error("The server does not listen on a port.");
  return address.port;
}
