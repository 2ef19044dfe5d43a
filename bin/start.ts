import { buildIfNeeded } from "./build";
import { loadEnvironment } from "./loadEnvironment";
import { serve } from "./server";
import { closeOnSignal, explainStartFailure, openBrowserAtTerminal } from "./terminal";

const { host, port } = loadEnvironment();
try {
  await buildIfNeeded();
  const server = await serve({ host, port });
  closeOnSignal(server.close);
  console.log(`Patchbay is ready: ${server.url}`);
  openBrowserAtTerminal(server.url);
} catch (error) {
  console.error(explainStartFailure(error, port));
  process.exit(1);
}
