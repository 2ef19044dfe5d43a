import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { type BodyReader, type BodyReaderOptions, createBodyReader } from "./bodyReader";

let directory: string;
beforeEach(async () => {
  directory = join(await testDirectory(), "uploads");
});

const reader = (options: Partial<BodyReaderOptions> = {}): BodyReader => createBodyReader({ directory, ...options });

function post(body: BodyInit, init: RequestInit = {}): Request {
  return new Request("http://localhost/", { method: "POST", body, duplex: "half", ...init } as RequestInit);
}

/** A body that is sent by hand. */
function sending() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  return {
    request: post(readable),
    send: (size: number) => writer.write(new Uint8Array(size)),
    end: () => writer.close(),
  };
}

const text = async (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const size = async (bytes: Uint8Array) => bytes.byteLength;

it("gives the bytes of a small body", async () => {
  expect(await reader().use(post("héllo"), { maxBytes: 100 }, text)).toBe("héllo");
  expect(await reader().use(new Request("http://localhost/"), { maxBytes: 100 }, size)).toBe(0);
});

it("gives the bytes of a large one in their order, and leaves nothing behind", async () => {
  const words = Array.from({ length: 5000 }, (_, nth) => `${nth},`).join("");
  expect(await reader({ maxInMemory: 10 }).use(post(words), { maxBytes: 100_000 }, text)).toBe(words);
  expect(await readdir(directory)).toEqual([]);
});

it("refuses a body that announces too much before it reads any of it", async () => {
  let pulled = 0;
  const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });
  const request = post(body, { headers: { "content-length": "101" } });
  const refusal = { code: "too_large", facts: { maxBytes: 100 } };
  await expect(reader().use(request, { maxBytes: 100 }, size)).rejects.toMatchObject(refusal);
  expect(pulled).toBe(0);
  expect(await reader().use(post("x".repeat(100)), { maxBytes: 100 }, size)).toBe(100);
});

it.each(["gzip", "deflate", "br", "zstd", "GZIP, identity", "x-own"])("says that it unpacks no %s", async (coding) => {
  const request = post("\x1f\x8b", { headers: { "content-encoding": coding } });
  const read = reader().use(request, { maxBytes: 100 }, size);
  await expect(read).rejects.toMatchObject({ code: "unsupported_file", message: expect.stringContaining(coding) });
});

it.each(["identity", "Identity, identity", ""])("takes a body that is packed in nothing: “%s”", async (coding) => {
  const request = post("{}", { headers: { "content-encoding": coding } });
  expect(await reader().use(request, { maxBytes: 100 }, size)).toBe(2);
});

it("stops as soon as the cap is passed, whatever the length header says", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled++;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  await expect(reader().use(post(endless), { maxBytes: 5000 }, size)).rejects.toMatchObject({ code: "too_large" });
  expect(pulled).toBeLessThan(10);
});

it("ends the reading with what the onlooker throws", async () => {
  const refuse = () => {
    throw new Error("seen enough");
  };
  await expect(reader().use(post("x"), { maxBytes: 10, look: refuse }, size)).rejects.toThrow("seen enough");
});

it("takes only so much in at once, and more when that is through", async () => {
  const bodies = reader({ maxArriving: 100, maxInMemory: 10 });
  const [first, second] = [sending(), sending()];
  const read = bodies.use(first.request, { maxBytes: 1000 }, size);
  await first.send(80);
  const refused = bodies.use(second.request, { maxBytes: 1000 }, size);
  const refusal = expect(refused).rejects.toMatchObject({ code: "rate_limited", facts: { retryAfterMs: 5000 } });
  await second.send(30).catch(() => undefined);
  await refusal;
  await first.end();
  expect(await read).toBe(80);
  expect(await bodies.use(post("x".repeat(90)), { maxBytes: 1000 }, size)).toBe(90);
});

it("works on few large bodies at once: the others wait on the disk", async () => {
  const bodies = reader({ maxAtWork: 100, maxInMemory: 10 });
  let atWork = 0;
  let most = 0;
  const work = async (bytes: Uint8Array) => {
    most = Math.max(most, ++atWork);
    await new Promise((resolve) => setImmediate(resolve));
    atWork--;
    return bytes.byteLength;
  };
  const each = Array.from({ length: 9 }, () => bodies.use(post("x".repeat(40)), { maxBytes: 1000 }, work));
  expect(await Promise.all(each)).toEqual(Array(9).fill(40));
  expect(most).toBe(2);
  expect(await bodies.use(post("x".repeat(400)), { maxBytes: 1000 }, size)).toBe(400);
});

it("goes on with the next body when the work on one fails", async () => {
  const bodies = reader({ maxAtWork: 10, maxInMemory: 1 });
  const fail = async () => {
    throw new Error("no");
  };
  await expect(bodies.use(post("four"), { maxBytes: 1000 }, fail)).rejects.toThrow("no");
  expect(await bodies.use(post("four"), { maxBytes: 1000 }, size)).toBe(4);
});

it("is an abort when the client leaves", async () => {
  const gone = new AbortController();
  const body = new ReadableStream({
    start: (controller) => gone.signal.addEventListener("abort", () => controller.error(new Error("reset"))),
  });
  const read = reader().use(post(body, { signal: gone.signal }), { maxBytes: 10 }, size);
  gone.abort();
  await expect(read).rejects.toMatchObject({ name: "AbortError" });
});

it("says that the disk does not take it", async () => {
  await mkdir(join(directory, ".."), { recursive: true });
  await writeFile(directory, "a file in its place");
  const read = reader({ maxInMemory: 1 }).use(post("four"), { maxBytes: 10 }, size);
  await expect(read).rejects.toMatchObject({ code: "storage_failed" });
});
