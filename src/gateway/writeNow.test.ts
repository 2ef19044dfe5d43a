import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { writeNow } from "./writeNow";

/** Every byte of an answer behind its head, as a client of this version gets it. */
async function bytesOf(version: "1.0" | "1.1", answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_, response) => answer(response.writeHead(200, { connection: "close" })));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(`GET / HTTP/${version}\r\nHost: x\r\n\r\n`);
  const all = await text(socket);
  return all.slice(all.indexOf("\r\n\r\n") + 4);
}

test("each piece is a chunk of its own, of any length, and the end is Node's", async () => {
  const long = "ü".repeat(70_000);
  const got = await bytesOf("1.1", (response) => {
    for (const piece of ["a", "0123456789abcdef", long]) writeNow(response, Buffer.from(piece));
    response.end();
  });
  expect(got).toBe(`1\r\na\r\n10\r\n0123456789abcdef\r\n${(140_000).toString(16)}\r\n${long}\r\n0\r\n\r\n`);
});

test("Node's own writes go on in between", async () => {
  const got = await bytesOf("1.1", (response) => {
    response.write("ab");
    writeNow(response, Buffer.from("cd"));
    response.end("ef");
  });
  expect(got).toBe("2\r\nab\r\n2\r\ncd\r\n2\r\nef\r\n0\r\n\r\n");
});

test("a client of HTTP/1.0 gets the bytes alone", async () => {
  const got = await bytesOf("1.0", (response) => {
    writeNow(response, Buffer.from("ab"));
    response.end();
  });
  expect(got).toBe("ab");
});

test("an empty piece does not end the answer", async () => {
  const got = await bytesOf("1.1", (response) => {
    writeNow(response, Buffer.alloc(0));
    writeNow(response, Buffer.from("ab"));
    response.end();
  });
  expect(got).toBe("2\r\nab\r\n0\r\n\r\n");
});

test("a piece has gone when the call is over, with the head before the first", async () => {
  let gone = 0;
  await bytesOf("1.1", (response) => {
    writeNow(response, Buffer.from("ab"));
    gone = response.socket?.bytesWritten ?? 0;
    expect(response.socket?.writableLength).toBe(0);
    response.end();
  });
  expect(gone).toBeGreaterThan("2\r\nab\r\n".length);
});
