import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startBackgroundWork } from "@/lib/backgroundWork";
import { services } from "@/lib/services";
import { createGateway } from "./gateway";

// A server as `npm start` has it, of which only the gateway answers, on a free port that it prints: it needs no build.
const gateway = createGateway(services);
const server = createServer((request, response) => {
  if (!gateway(request, response)) response.writeHead(404).end();
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
// The guard compares Host with the port that is really bound.
const { port } = server.address() as AddressInfo; // it listens on a port
process.env.PORT = String(port);
await startBackgroundWork();
process.once("SIGTERM", async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  // What else ends here takes a while: time for a call that was cut off to do something wrong.
  await new Promise((done) => setTimeout(done, 200));
  await services().runs.leave();
  process.exit(0);
});
console.log(port);
