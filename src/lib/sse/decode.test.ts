import fc from "fast-check";
import { expect, test } from "vitest";
import { streamOf } from "@/lib/llm/__fixtures__/upstream";
import { decodeBatches, decodeEvents } from "./decode";
import { encodeComment, encodeEvent } from "./encode";

async function read(text: string, size: number) {
  const events = [];
  for await (const event of decodeEvents(streamOf(text, size))) events.push(event);
  return events;
}

test.each([1, 2, 3, 7, 4096])("a stream cut every %i bytes gives the same events", async (size) => {
  const text =
    ': hello\r\n\r\nevent: a\r\nid: 1\r\ndata: {"x":"東京 👩‍🚀"}\r\n\r\ndata: one\ndata: two\n\ndata: u\u2028v\r\rdata: cut';
  expect(await read(text, size)).toEqual([
    { event: "a", id: "1", data: '{"x":"東京 👩‍🚀"}' },
    { event: undefined, id: undefined, data: "one\ntwo" },
    { event: undefined, id: undefined, data: "u\u2028v" },
    { event: undefined, id: undefined, data: "cut" },
  ]);
});

test("any JSON that is encoded comes back, wherever the stream is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.json({ stringUnit: "binary" }), { maxLength: 5 }),
      fc.integer({ min: 1, max: 9 }),
      async (texts, size) => {
        const values: unknown[] = texts.map((text) => JSON.parse(text));
        const stream = values
          .map((data, id) => encodeComment("x") + encodeEvent({ event: "value", id, data }))
          .join("");
        const events = await read(stream, size);
        expect(events.map((event) => JSON.parse(event.data))).toEqual(values);
        expect(events.map((event) => event.id)).toEqual(values.map((_, id) => String(id)));
      },
    ),
    { numRuns: 60 },
  );
});

test("one read gives one batch, also when it completes no event", async () => {
  const batches = [];
  for await (const batch of decodeBatches(
    streamOf("data: 1\n\ndata: 2\n\n: wait a moment!\n\ndata: 3\n\n", 18).getReader(),
  ))
    batches.push(batch.length);
  expect(batches).toEqual([2, 0, 1]);
});

test("leaving the loop cancels the stream", async () => {
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    cancel: () => {
      isCancelled = true;
    },
  });
  for await (const _ of decodeEvents(body)) break;
  expect(isCancelled).toBe(true);
});
