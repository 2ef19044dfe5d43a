import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

interface Message {
  id?: number;
  method?: string;
  params?: { name?: string; arguments?: Record<string, unknown>; protocolVersion?: string };
}

export interface TestHttpServer {
  url: string;
  origin: string;
  /** Headers of each request, in order. */
  requests: { method: string; path: string; headers: IncomingMessage["headers"]; message: Message }[];
}

type Take = (message: Message, response: ServerResponse, request: IncomingMessage) => unknown;

/** A server of tools with one tool, `act`; `take` may answer before it does. Undefined goes on as usual, else it has answered. */
export async function startTestHttpServer(take: Take = () => undefined): Promise<TestHttpServer> {
  const requests: TestHttpServer["requests"] = [];
  const server = createServer(async (request, response) => {
    const message = await readMessage(request);
    requests.push({ method: request.method ?? "", path: request.url ?? "", headers: request.headers, message });
    if ((await take(message, response, request)) !== undefined) return;
    if (request.method !== "POST") return void response.writeHead(405).end();
    if (message.id === undefined) return void response.writeHead(202).end();
    const result = resultOf(message);
    const answer = result === undefined ? { error: { code: -32601, message: "no such method" } } : { result };
    sendJson(response, { jsonrpc: "2.0", id: message.id, ...answer });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `${origin}/mcp`, origin, requests };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): true {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  return true;
}

async function readMessage(request: IncomingMessage): Promise<Message> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return {};
  }
}

function resultOf({ method, params }: Message): object | undefined {
  if (method === "initialize") {
    const serverInfo = { name: "t", version: "1" };
    return { protocolVersion: params?.protocolVersion, capabilities: { tools: {} }, serverInfo };
  }
  if (method === "tools/list") return { tools: [{ name: "act", inputSchema: { type: "object" } }] };
  if (method === "tools/call") return { content: [{ type: "text", text: "ok" }] };
  return undefined;
}
