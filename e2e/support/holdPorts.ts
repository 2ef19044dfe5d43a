import { createServer, type Server } from "node:http";
import { eventually } from "./eventually";

/** What a forgotten Codex sign-in does: answers on the ports, and knows nothing of ours. */
export async function holdPorts(ports: readonly number[]): Promise<Server[]> {
  const servers: Server[] = [];
  for (const port of ports) {
    for (const host of ["127.0.0.1", "::1"]) {
      const server = createServer((_, response) => response.writeHead(404).end("Another program"));
      server.listen(port, host);
      servers.push(server);
    }
  }
  await eventually(() => servers.every((server) => server.listening)).toBe(true);
  return servers;
}
