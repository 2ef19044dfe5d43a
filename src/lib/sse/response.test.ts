import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterFirst } from "./afterFirst";
import { encodeEvent, encodeOnce } from "./encode";
import { type EventStreamOptions, toEventStreamResponse } from "./response";

function optionsOf(more: Partial<EventStreamOptions<number>> = {}): EventStreamOptions<number> {
  return {
    encode: (n) => encodeEvent({ event: "n", id: n, data: { n } }),
    toErrorEvent: (error) => ({ event: "error", data: String(error) }),
    clientGone: new AbortController(),
    ...more,
  };
}

async function* count(to: number) {
  for (let n = 1; n <= to; n++) yield n;
}

/** Silent until the client is gone. */
async function* silence(gone: AbortController): AsyncGenerator<number> {
  await new Promise((_, reject) => gone.signal.addEventListener("abort", () => reject(gone.signal.reason)));
}

test("events are written with name, id and data, behind headers that no proxy may change", async () => {
  const response = toEventStreamResponse(count(2), optionsOf());
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(response.headers.get("x-accel-buffering")).toBe("no");
  expect(await response.text()).toBe(': open\n\nevent: n\nid: 1\ndata: {"n":1}\n\nevent: n\nid: 2\ndata: {"n":2}\n\n');
});

test("events that arrive in one turn of the event loop are one write", async () => {
  const reader = toEventStreamResponse(count(50), optionsOf()).body?.getReader();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value).match(/event: n/g)).toHaveLength(50);
});

test("a source that fails ends with one error event, or with none where there is nothing to say", async () => {
  async function* broken() {
    yield 1;
    throw new Error("gone wrong");
  }
  const loud = await toEventStreamResponse(broken(), optionsOf()).text();
  expect(loud.endsWith('event: error\ndata: "Error: gone wrong"\n\n')).toBe(true);
  const quiet = await toEventStreamResponse(broken(), optionsOf({ toErrorEvent: () => undefined })).text();
  expect(quiet.endsWith('data: {"n":1}\n\n')).toBe(true);
});

test("a client that leaves aborts the source at once", async () => {
  const clientGone = new AbortController();
  const response = toEventStreamResponse(silence(clientGone), optionsOf({ clientGone }));
  await response.body?.cancel();
  expect(clientGone.signal.aborted).toBe(true);
});

test("a client that stops reading is dropped, and the source is told", async () => {
  const clientGone = new AbortController();
  let given = 0;
  async function* flood() {
    for (; given < 1_000_000; given++) yield given;
  }
  const options = optionsOf({
    clientGone,
    encode: () => encodeEvent({ data: "x".repeat(1000) }),
    maxBacklogBytes: 200_000,
    stallMs: 5,
  });
  const response = toEventStreamResponse(flood(), options);
  await new Promise((resolve) => clientGone.signal.addEventListener("abort", resolve));
  expect(given).toBeLessThan(1000);
  await expect(response.text()).rejects.toThrow("stopped reading");
});

test("a client that reads slowly gets a replay larger than the backlog whole", async () => {
  const options = optionsOf({
    encode: (n) => encodeEvent({ data: `${n} ${"x".repeat(1000)}` }),
    maxBacklogBytes: 50_000,
  });
  const text = await toEventStreamResponse(count(2000), options).text();
  expect(text.match(/^data: /gm)).toHaveLength(2000);
});

test("streams share the bytes of an item, which is encoded once", async () => {
  let encoded = 0;
  const encode = encodeOnce(({ n }: { n: number }) => {
    encoded++;
    return encodeEvent({ data: n });
  });
  const items = [{ n: 1 }, { n: 2 }];
  const streams = [1, 2, 3].map(() =>
    toEventStreamResponse(items, { encode, toErrorEvent: () => undefined, clientGone: new AbortController() }),
  );
  const chunks = await Promise.all(
    streams.map(async ({ body }) => {
      const all: Uint8Array[] = [];
      for await (const chunk of body ?? []) all.push(chunk);
      return all;
    }),
  );
  expect(encoded).toBe(2);
  for (const [open, ...events] of chunks) {
    expect(new TextDecoder().decode(open)).toBe(": open\n\n");
    for (const [place, bytes] of events.entries()) expect(bytes).toBe(chunks[0]?.[place + 1]);
    expect(events.map((bytes) => new TextDecoder().decode(bytes))).toEqual(["data: 1\n\n", "data: 2\n\n"]);
  }
});

test("a failure before the first event is thrown, and nothing is lost when there is one", async () => {
  async function* failing(): AsyncGenerator<number> {
    yield* [];
    throw new Error("no account");
  }
  await expect(afterFirst(failing())).rejects.toThrow("no account");
  const seen = [];
  for await (const n of (await afterFirst(count(3))) ?? []) seen.push(n);
  expect(seen).toEqual([1, 2, 3]);
  expect(await afterFirst(count(0))).toBeUndefined();
});

test("leaving early reaches the source behind the first event", async () => {
  let isClosed = false;
  async function* source() {
    try {
      yield 1;
      yield 2;
    } finally {
      isClosed = true;
    }
  }
  for await (const _ of (await afterFirst(source())) ?? []) break;
  expect(isClosed).toBe(true);
});

beforeEach(() => vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
afterEach(() => vi.useRealTimers());

test("a silent stream carries a comment at least every 15 seconds", async () => {
  const clientGone = new AbortController();
  const response = toEventStreamResponse(silence(clientGone), optionsOf({ clientGone }));
  const reader = response.body?.getReader();
  await reader?.read();
  vi.advanceTimersByTime(15_000);
  const next = await reader?.read();
  expect(new TextDecoder().decode(next?.value)).toBe(": keep-alive\n\n");
  await reader?.cancel();
  expect(vi.getTimerCount()).toBe(0);
});
