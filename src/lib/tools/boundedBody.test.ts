import { expect, it, vi } from "vitest";
import { boundedBody } from "./boundedBody";

const answer = (kind: string, chunks: string[]) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
    { headers: { "content-type": kind } },
  );

it("JSON is bounded as a whole", async () => {
  const [kind, chunks] = ["application/json", ["12345", "67890"]];
  const onTooLarge = vi.fn();
  expect(await boundedBody(answer(kind, chunks), 10, onTooLarge).text()).toBe("1234567890");
  expect(onTooLarge).not.toHaveBeenCalled();
  await expect(boundedBody(answer(kind, chunks), 9, onTooLarge).text()).rejects.toThrow("too large");
  expect(onTooLarge).toHaveBeenCalledTimes(1);
});

it.each([["\n"], ["\r\n"]])("of a stream each event is bounded by itself, with line ends %j", async (end) => {
  const event = `data: 1234${end}id: 1${end}${end}`;
  const stream = event.repeat(50);
  const kind = "text/event-stream; charset=utf-8";
  for (const size of [1, 7, stream.length]) {
    const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) =>
      stream.slice(i * size, i * size + size),
    );
    expect(await boundedBody(answer(kind, chunks), event.length + 1, vi.fn()).text()).toBe(stream);
  }
  const onTooLarge = vi.fn();
  const long = [event, `data: ${"x".repeat(100)}`];
  await expect(boundedBody(answer(kind, long), 50, onTooLarge).text()).rejects.toThrow("too large");
  expect(onTooLarge).toHaveBeenCalledTimes(1);
});

it("an answer without a body stays as it is", () => {
  const empty = new Response(null, { status: 204 });
  expect(boundedBody(empty, 1, vi.fn())).toBe(empty);
});
