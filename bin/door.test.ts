import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished, vi } from "vitest";
import { openDoor, patience } from "./door.mjs";

/** A server behind the door, and what it answers to bytes sent as they are; the connection stays open for more. */
async function behindTheDoor(handle: RequestListener, stallMs = 100) {
  const server = createServer({
    ...patience,
    connectionsCheckingInterval: 20,
    headersTimeout: 100,
    keepAliveTimeout: 100,
  });
  openDoor(server, handle, stallMs, stallMs);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return (bytes: string) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    const closed = new Promise<string>((resolve) => socket.on("close", () => resolve(text)));
    onTestFinished(() => void socket.destroy());
    return { socket, closed };
  };
}

const readAll = async (request: IncomingMessage) => {
  for await (const _ of request);
};

it.each([
  ["TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405],
  ["PROPFIND /api/runs HTTP/1.1\r\nHost: x\r\n\r\n", 405],
  ["POST / HTTP/1.1\r\nHost: x\r\nNext-Action: abc\r\nContent-Length: 2\r\n\r\n[]", 405],
  ["DELETE /apiary HTTP/1.1\r\nHost: x\r\n\r\n", 405],
  ["GET / HTTP/1.1\r\nHost: x\r\nHost: evil.test\r\n\r\n", 400],
  ["GET /api/runs/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["GET http://evil.test/ HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["GET / HTTP/1.1\r\nHost:\r\n\r\n", 400],
  ["POST /api/%c0 HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf", 400],
])("refuses %j in words, and Next never sees it", async (bytes, status) => {
  const handle = vi.fn();
  const answer = await (await behindTheDoor(handle))(bytes).closed;
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toMatch(/"code":"invalid_request","message":"[^"]+","requestId":"[0-9a-f-]{36}"/);
  expect(handle).not.toHaveBeenCalled();
});

it.each(["/a%20b?q=%zz", "/%E2%82%AC", "/api/runs?x=100%"])(
  "lets %s in, with the address of the caller",
  async (path) => {
    const send = await behindTheDoor((request, response) => response.end(request.headers["x-patchbay-address"]));
    const made = `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Patchbay-Address: 9.9.9.9\r\nConnection: close\r\n\r\n`;
    expect(await send(made).closed).toMatch(/^HTTP\/1.1 200 .*\r\n\r\n127\.0\.0\.1$/s);
  },
);

it("answers somebody who wants a web socket as anybody else", async () => {
  const send = await behindTheDoor((_, response) => response.end("here"));
  const wish = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n";
  expect(await send(wish).closed).toContain("here");
});

it("closes the connection of a body that stops arriving, and tells why", async () => {
  const send = await behindTheDoor((request) => void readAll(request).catch(() => undefined));
  const { closed } = send("POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf");
  expect(await closed).toMatch(/^HTTP\/1.1 408 /);
});

it("closes it too when the answer did not wait for the body, and where only half a head came", async () => {
  const send = await behindTheDoor((_, response) => response.writeHead(401).end());
  const { closed } = send("POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf");
  expect(await closed).toMatch(/^HTTP\/1.1 401 /);
  expect(await send("POST / HTTP/1.1\r\nHo").closed).toMatch(/^(HTTP\/1.1 408 |$)/);
});

it("waits for an answer for as long as it takes, and for a body as long as it goes on", async () => {
  const stallMs = 500;
  const send = await behindTheDoor(async (request, response) => {
    await readAll(request);
    await sleep(stallMs + 200);
    response.end("at last");
  }, stallMs);
  const { socket, closed } = send("POST /api/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 8\r\n\r\n");
  for (const byte of "gradual!") {
    await sleep(stallMs / 6);
    socket.write(byte);
  }
  expect(await closed).toContain("at last");
});

const get = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

it.each<[string, RequestListener]>([
  ["goes on", (_, response) => void Readable.from(endless()).pipe(response)],
  ["is whole", (_, response) => void response.end(Buffer.alloc(40_000_000))],
])("closes the connection of a client that reads nothing of an answer that %s", async (_, handle) => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const send = await behindTheDoor((request, response) => {
    response.once("close", () => resolve(response.writableFinished));
    handle(request, response);
  });
  send(get).socket.pause();
  expect(await promise).toBe(false);
});

it("lets a client read as slowly as it likes, as long as it reads", async () => {
  const send = await behindTheDoor((_, response) => void response.end("x".repeat(20_000_000)), 1000);
  const { socket, closed } = send(get);
  socket.on("data", () => {
    socket.pause();
    setTimeout(() => socket.resume(), 2);
  });
  expect((await closed).length).toBeGreaterThan(20_000_000);
});

function* endless() {
  while (true) yield "x".repeat(65_536);
}
