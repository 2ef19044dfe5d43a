// @ts-check
// `node bin/serve.mjs <port> <host> …`: the server process itself, once bin/start.ts has checked and built everything.
import { serve } from "./server.mjs";
import { closeOnSignal, explainStartFailure, openBrowserAtTerminal } from "./terminal.mjs";

const [port, ...hosts] = process.argv.slice(2);
try {
  const server = await serve({ hosts, port: Number(port) });
  closeOnSignal(server.close);
  console.log(`Patchbay is ready: ${server.url}`);
  openBrowserAtTerminal(server.url);
} catch (error) {
  console.error(explainStartFailure(error, Number(port)));
  process.exit(1);
}
