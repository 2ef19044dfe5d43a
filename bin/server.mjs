// @ts-check
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import next from "next";
import { openDoor, patience } from "./door.mjs";
import { codeOf, leaveRuns } from "./terminal.mjs";

// Plain JavaScript: a server process that strips no types is 35 MB smaller.

/**
 * Serves the built app on one port of all hosts given, which `next start` cannot do: a loopback host means both
 * families. Port 0 takes a free one.
 * @param {{ hosts: string[], port: number }} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` is for a person, as `http://localhost:3000`
 * @throws the listen error, such as EADDRINUSE
 */
export async function serve({ hosts, port }) {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const servers = await listen(hosts, port);
  const boundPort = boundPortOf(servers[0]);
  // A wildcard is no address to visit, and this computer is among those it stands for.
  const hostname = ["127.0.0.1", "0.0.0.0", "::"].includes(hosts[0] ?? "") ? "localhost" : hosts[0];
  // The guard of every route compares Host with the port that is really bound.
  process.env.PORT = String(boundPort);

  takeBuiltConfig();
  const app = next({ dev: false, hostname, port: boundPort });
  await app.prepare();
  const handle = withGateway(app.getRequestHandler());
  for (const server of servers) openDoor(server, handle);
  return {
    url: `http://${hostname}:${boundPort}`,
    close: async () => {
      for (const server of servers) server.closeAllConnections();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
      await leaveRuns(servicesHere()?.runs);
      await servicesHere()?.tools.close();
      await app.close();
    },
  };
}

/** The services of this process (src/lib/services.ts). @returns {{ runs: { leave: () => Promise<void> }, tools: { close: () => Promise<void> } } | undefined} */
const servicesHere = () => Reflect.get(globalThis, Symbol.for("patchbay.services"));

/**
 * What src/gateway answers is nothing for Next: its route layer takes longer than a model's server for some calls. The
 * build has it, and leaves it here at the start (src/instrumentation.ts).
 * @template Request, Response
 * @param {(request: Request, response: Response) => unknown} handle
 * @returns {(request: Request, response: Response) => unknown}
 */
export function withGateway(handle) {
  return (request, response) => {
    const gateway = Reflect.get(globalThis, Symbol.for("patchbay.gateway"));
    return gateway?.(request, response) || handle(request, response);
  };
}

/**
 * The build has written down its settings. Reading next.config.ts once more would load a compiler for it at each start:
 * 10 MB and a tenth of a second. It is what Next's own standalone server does (next/dist/build/utils.js).
 */
function takeBuiltConfig() {
  const { config } = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config);
}

/**
 * Binds all hosts on one port. A machine without IPv6 has only the first.
 * @param {string[]} hosts
 * @param {number} port
 */
async function listen(hosts, port) {
  /** @type {import("node:http").Server[]} */
  const servers = [];
  let boundPort = port;
  for (const host of hosts) {
    const server = createServer(patience, (_, response) => {
      response.writeHead(503, { "retry-after": "1" }).end("Patchbay is starting.");
    });
    try {
      await new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(boundPort, host, () => resolve(undefined));
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

/** @param {import("node:http").Server | undefined} server */
function boundPortOf(server) {
  const address = server?.address();
  if (typeof address !== "object" || address === null) throw new Error("The server does not listen on a port.");
  return address.port;
}
