// @ts-check
// `npm run dev`: Next's development server on this computer alone, with what the server answers beside it.
import { createServer } from "node:http";
import next from "next";
import { withGateway } from "./server.mjs";
import { explainStartFailure } from "./terminal.mjs";

const hostname = "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);
const app = next({ dev: true, hostname, port });
await app.prepare();
const server = createServer(withGateway(app.getRequestHandler()));
// Pages reload over it.
server.on("upgrade", app.getUpgradeHandler());
server.on("error", (error) => {
  console.error(explainStartFailure(error, port));
  process.exit(1);
});
server.listen(port, hostname, () => console.log(`Patchbay is ready: http://localhost:${port}`));
