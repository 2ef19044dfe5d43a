import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { postStraight } from "./straightPost";

const asking = { headers: { "content-type": "text/plain", "x-Own": "é" }, body: "Grüße" };
const never = new AbortController().signal;

async function start(listener: RequestListener): Promise<{ url: string; server: Server; connections: () => number }> {
  const server = createServer(listener);
  let connections = 0;
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1?a=b`, server, connections: () => connections };
}

it("sends the headers in their order and as they are spelled, and the length of the body", async () => {
  const { url } = await start(async (request, response) => {
    response.end(JSON.stringify([request.method, request.url, request.rawHeaders, await text(request)]));
  });
  const { status, body } = await postStraight(url, { ...asking, signal: never });
  expect(status).toBe(200);
  const { host } = new URL(url);
  const headers = ["host", host, "connection", "keep-alive", "content-type", "text/plain", "x-Own", "é"];
  expect(JSON.parse(await text(body))).toEqual(["POST", "/v1?a=b", [...headers, "content-length", "7"], "Grüße"]);
});

it("follows nothing", async () => {
  const { url, connections } = await start((_, response) => response.writeHead(307, { location: "/other" }).end());
  const { status, headers, body } = await postStraight(url, { ...asking, signal: never });
  body.resume();
  expect([status, headers.location, connections()]).toEqual([307, "/other", 1]);
});

it("uses a connection again, and makes another one where it was closed meanwhile", async () => {
  const { url, server, connections } = await start((_, response) => response.end("hi"));
  const ask = async () => {
    const { body } = await postStraight(url, { ...asking, signal: never });
    expect(await text(body)).toBe("hi");
    await new Promise((resolve) => setImmediate(resolve));
  };
  await ask();
  await ask();
  expect(connections()).toBe(1);
  server.closeAllConnections();
  const again = async () => {
    await ask().catch(() => undefined);
    return connections();
  };
  await expect.poll(again).toBe(2);
});

it("stops the upstream when it is aborted, before the answer or in the middle of it", async () => {
  const reason = new Error("Left.");
  const closed: Promise<unknown>[] = [];
  const { url } = await start((request, response) => {
    closed.push(once(response, "close"));
    if (request.url?.endsWith("begun")) response.write("hi");
    heard.resolve();
  });
  let heard = Promise.withResolvers<void>();
  const early = new AbortController();
  const waiting = postStraight(url, { ...asking, signal: early.signal });
  await heard.promise;
  early.abort(reason);
  await expect(waiting).rejects.toBe(reason);

  heard = Promise.withResolvers();
  const late = new AbortController();
  const { body } = await postStraight(`${url}&begun`, { ...asking, signal: late.signal });
  const read = text(body);
  late.abort(reason);
  await expect(read).rejects.toBe(reason);
  await Promise.all(closed);
  expect(closed).toHaveLength(2);
  await expect(postStraight(url, { ...asking, signal: late.signal })).rejects.toBe(reason);
});

it("does not go over to another protocol", async () => {
  const { url } = await start((_, response) => {
    response.writeHead(101, { connection: "upgrade", upgrade: "websocket" }).end();
  });
  await expect(postStraight(url, { ...asking, signal: never })).rejects.toThrow("another protocol");
});

it("gives a connection up that takes too long, its handshake included", async () => {
  const server = createSocketServer((socket) => void onTestFinished(() => void socket.destroy()));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const asked = postStraight(`https://127.0.0.1:${port}/`, { ...asking, signal: never }, 20);
  await expect(asked).rejects.toMatchObject({ code: "ETIMEDOUT" });
});
