import { globSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, relative, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import type { NextHandler } from "@/app/api/apiRoute";
import { createGateway } from "@/gateway/gateway";
import { startBackgroundWork } from "@/lib/backgroundWork";
import { services } from "@/lib/services";

// Run by startTeam.ts: a server as `npm start` has it, with every route of the API and what stands beside Next, on a free
// port that it prints. Only Next is left out, so that it needs no build and starts in a fraction of the time.
const app = fileURLToPath(new URL("../app", import.meta.url));

const routes = globSync(`${app}/api/**/route.ts`).map((file) => {
  const segments = relative(app, dirname(file)).split("/");
  const pattern = segments.map((segment) => segment.replace(/^\[(\w+)\]$/, "(?<$1>[^/]+)")).join("/");
  return { pattern: new RegExp(`^/${pattern}$`), load: () => import(resolve(file)) };
});

const gateway = createGateway(services);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (gateway(request, response)) return;
  const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
  const route = routes.find(({ pattern }) => pattern.test(url.pathname));
  const handlers: Record<string, NextHandler | undefined> = (await route?.load()) ?? {};
  const handle = handlers[request.method ?? "GET"];
  if (handle === undefined) return void response.writeHead(404).end();
  const params = { ...route?.pattern.exec(url.pathname)?.groups };
  const answered = await handle(await toRequest(url, request, response), { params: Promise.resolve(params) });
  response.writeHead(answered.status, Object.fromEntries(answered.headers));
  if (answered.body === null) return void response.end();
  await pipeline(answered.body, response);
}

async function toRequest(url: URL, request: IncomingMessage, response: ServerResponse): Promise<Request> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  return new Request(url, {
    method: request.method,
    headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    body: hasBody ? new Uint8Array(await buffer(request)) : null,
    signal: gone.signal,
  });
}

const server = createServer((request, response) => {
  // Whoever asked is gone: nothing is left to say, and to nobody.
  answer(request, response).catch(() => response.destroy());
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
// The guard compares Host with the port that is really bound.
const { port } = server.address() as AddressInfo; // it listens on a port
process.env.PORT = String(port);
await startBackgroundWork();
console.log(port);
