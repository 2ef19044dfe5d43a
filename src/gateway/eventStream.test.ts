import { once } from "node:events";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { encodeEvent } from "@/lib/sse/encode";
import { AppError, isAppError } from "@/types/errors";
import { type EventStreamOptions, streamEvents } from "./eventStream";

type Handle = (response: ServerResponse) => unknown;

/** Asks a server that answers like this. */
async function askServer(handle: Handle): Promise<IncomingMessage> {
  const server = createServer((_, response) => void handle(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const request = get({ port, host: "127.0.0.1" });
  // Some tests leave in the middle.
  request.on("error", () => undefined);
  const [response] = await once(request, "response");
  return response;
}

function optionsOf(more: Partial<EventStreamOptions<number>> = {}): EventStreamOptions<number> {
  return {
    encode: (n) => encodeEvent({ event: "n", data: n }),
    toLast: (error) => (isAppError(error) ? error.message : `event: error\ndata: ${String(error)}\n\n`),
    gone: new AbortController(),
    ...more,
  };
}

async function* count(to: number) {
  for (let n = 1; n <= to; n++) yield n;
}

/** Silent until it is aborted. */
async function* silence({ signal }: AbortController): AsyncGenerator<number> {
  yield 1;
  await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}

test("events stand behind headers that no proxy may change", async () => {
  const response = await askServer((to) => streamEvents(to, count(2), optionsOf({ headers: { "x-more": "1" } })));
  expect(response.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    "x-more": "1",
  });
  expect(await text(response)).toBe("event: n\ndata: 1\n\nevent: n\ndata: 2\n\n");
});

test("events that arrive in one turn of the event loop are one write", async () => {
  const writes: string[] = [];
  const response = await askServer((to) => {
    const write = to.write.bind(to);
    to.write = (chunk: Buffer) => {
      writes.push(`${chunk}`);
      return write(chunk);
    };
    return streamEvents(to, count(50), optionsOf());
  });
  await text(response);
  expect(writes.map((chunk) => chunk.split("event: n").length - 1)).toEqual([50]);
});

test("a source that fails ends with its last event, and one whose session ends with another", async () => {
  async function* broken() {
    yield 1;
    throw new Error("gone wrong");
  }
  expect(await text(await askServer((to) => streamEvents(to, broken(), optionsOf())))).toMatch(
    /data: 1\n\nevent: error\ndata: Error: gone wrong\n\n$/,
  );
  const gone = new AbortController();
  const watch = (end: (why: AppError) => void) => {
    setTimeout(() => end(new AppError("login_required", "session over")), 20);
    return () => undefined;
  };
  const cut = await askServer((to) => streamEvents(to, silence(gone), optionsOf({ gone, watch })));
  expect(await text(cut)).toMatch(/data: 1\n\nsession over$/);
  expect(gone.signal.aborted).toBe(true);
});

test("a silent stream is kept open with comments", async () => {
  const gone = new AbortController();
  const response = await askServer((to) => streamEvents(to, silence(gone), optionsOf({ gone, keepAliveMs: 10 })));
  response.setEncoding("utf8");
  let seen = "";
  for await (const chunk of response) {
    seen += chunk;
    if (seen.split(": keep-alive\n\n").length > 3) break;
  }
  gone.abort();
  expect(seen).toContain(": keep-alive\n\n");
});

test("a client that stops reading is dropped, and the source ends", async () => {
  const gone = new AbortController();
  let given = 0;
  const ended = Promise.withResolvers<void>();
  async function* flood() {
    try {
      for (; !gone.signal.aborted; given++) {
        yield given;
        if (given % 1000 === 0) await sleep(0);
      }
    } finally {
      ended.resolve();
    }
  }
  const encode = (n: number) => encodeEvent({ data: `${n}${"x".repeat(1000)}` });
  const options = optionsOf({ gone, encode, stallMs: 50, maxBacklogBytes: 100_000 });
  const response = await askServer((to) => streamEvents(to, flood(), options));
  response.on("error", () => undefined);
  response.pause();
  await ended.promise;
  expect(gone.signal.aborted).toBe(true);
});
