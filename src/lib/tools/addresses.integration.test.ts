import { expect, it } from "vitest";
import { sendJson, startTestHttpServer } from "./testHttpServer";
import { testTools } from "./testTools";
import type { ToolServers } from "./toolServers";

const signal = new AbortController().signal;
const act = (tools: ToolServers, server = "t") => tools.call({ server, name: "act", arguments: {} }, { signal });

it("headers go with each request to the server, and to it alone", async () => {
  const elsewhere = await startTestHttpServer();
  const server = await startTestHttpServer((message, response) => {
    if (message.method !== "tools/call") return undefined;
    response.writeHead(307, { location: elsewhere.url }).end();
    return true;
  });
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url, headers: { Authorization: "Bearer top-secret", "X-Team": "blue" } });
  await expect(act(tools)).rejects.toMatchObject({ code: "tool_failed" });
  expect(elsewhere.requests).toEqual([]);
  for (const { headers } of server.requests) {
    expect([headers.authorization, headers["x-team"]]).toEqual(["Bearer top-secret", "blue"]);
  }
});

it.each(["http://169.254.169.254/latest", "http://localhost:3000/mcp", "http://tools.example/x", "file:///etc/passwd"])(
  "a redirect to %s is not followed",
  async (location) => {
    const asked: string[] = [];
    const server = await startTestHttpServer((message, response, request) => {
      if (message.method !== "tools/call" && request.method !== "GET") return undefined;
      response.writeHead(302, { location }).end();
      return true;
    });
    const tools = await testTools({
      fetch: async (input, init) => {
        asked.push(String(input));
        return fetch(input, init);
      },
    });
    await tools.add({ name: "t", url: server.url });
    await expect(act(tools)).rejects.toMatchObject({ code: "tool_failed" });
    expect(asked.every((url) => url.startsWith(server.origin))).toBe(true);
  },
);

it("an answer without end is cut off, as JSON and as a stream, and the server is used on", async () => {
  let kind = "application/json";
  const server = await startTestHttpServer((message, response) => {
    if (message.method !== "tools/call" || kind === "") return undefined;
    response.writeHead(200, { "content-type": kind });
    if (kind === "text/event-stream") response.write("data: ");
    const write = () => {
      while (!response.destroyed && response.write("x".repeat(1_000_000)));
      if (!response.destroyed) response.once("drain", write);
    };
    write();
    return true;
  });
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url });
  await expect(act(tools)).rejects.toMatchObject({ facts: { reason: "too_large" } });
  kind = "text/event-stream";
  await expect(act(tools)).rejects.toMatchObject({ facts: { reason: "too_large" } });
  kind = "";
  expect(await act(tools)).toEqual({ text: "ok" });
});

it("a call is made once: what breaks on its way is not sent again", async () => {
  const server = await startTestHttpServer((message, response) => {
    if (message.method !== "tools/call") return undefined;
    response.destroy();
    return true;
  });
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url });
  await expect(act(tools)).rejects.toMatchObject({ code: "tool_failed" });
  expect(server.requests.filter(({ message }) => message.method === "tools/call")).toHaveLength(1);
});

it("a server that fails is told by its status, a tool that fails by its output", async () => {
  let status = 500;
  const server = await startTestHttpServer((message, response) => {
    if (message.method !== "tools/call") return undefined;
    if (status !== 200) return sendJson(response, { error: "key sk-abcdefghijklmnopqrstuv" }, status);
    return sendJson(response, {
      ...{ jsonrpc: "2.0", id: message.id },
      result: { content: [{ type: "text", text: "no such row" }], isError: true },
    });
  });
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url });
  const failure = await act(tools).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "tool_failed", message: expect.stringContaining("500") });
  expect(JSON.stringify(failure)).not.toContain("sk-abc");
  status = 200;
  expect(await act(tools)).toEqual({ text: "no such row", isError: true });
});

it("many callers at once share one connection", async () => {
  const server = await startTestHttpServer();
  const tools = await testTools();
  await tools.add({ name: "t", url: server.url });
  await Promise.all(Array.from({ length: 20 }, () => act(tools)));
  expect(server.requests.filter(({ message }) => message.method === "initialize")).toHaveLength(1);
});

it("a server that is not there is asked again only after a while, whoever calls", async () => {
  let nowMs = 0;
  let asked = 0;
  const tools = await testTools({
    now: () => nowMs,
    fetch: async () => {
      asked++;
      throw new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ENOTFOUND" }) });
    },
  });
  await tools.add({ name: "t", url: "https://tools.example/mcp" });
  await expect(act(tools)).rejects.toMatchObject({ facts: { reason: "unreachable" } });
  const before = asked;
  await expect(act(tools)).rejects.toMatchObject({ facts: { reason: "unreachable" } });
  expect(asked).toBe(before);
  nowMs += 60_000;
  await expect(act(tools)).rejects.toMatchObject({ facts: { reason: "unreachable" } });
  expect(asked).toBeGreaterThan(before);
});
