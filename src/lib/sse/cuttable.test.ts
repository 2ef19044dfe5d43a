import { expect, it, vi } from "vitest";
import { type Cut, cuttable } from "./cuttable";

const bytes = (text: string) => new TextEncoder().encode(text);

/** A stream fed by hand, with what was made of it. */
function feed() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const over = vi.fn();
  let cut: Cut = () => {};
  const stream = cuttable(readable, (given) => {
    cut = given;
    return over;
  });
  return { stream, writer: writable.getWriter(), cut: (text: string) => cut(bytes(text)), over };
}

it("passes on what it is given, and says once that it is over", async () => {
  const { stream, writer, cut, over } = feed();
  const text = new Response(stream).text();
  await writer.write(bytes("one "));
  await writer.write(bytes("two"));
  expect(over).not.toHaveBeenCalled();
  await writer.close();
  expect(await text).toBe("one two");
  cut("too late");
  expect(over).toHaveBeenCalledTimes(1);
});

it("ends with the last words when it is cut, and its source is told", async () => {
  const { stream, writer, cut, over } = feed();
  const text = new Response(stream).text();
  await writer.write(bytes("one "));
  cut("gone");
  cut("twice");
  expect(await text).toBe("one gone");
  await expect(writer.write(bytes("more"))).rejects.toBeUndefined();
  expect(over).toHaveBeenCalledTimes(1);
});

it("is over when its reader leaves, and its source is told", async () => {
  const { stream, writer, over } = feed();
  await stream.cancel("left");
  expect(over).toHaveBeenCalledTimes(1);
  await expect(writer.write(bytes("more"))).rejects.toBe("left");
});

it("is over when its source fails, and fails with it", async () => {
  const { stream, writer, over } = feed();
  const text = new Response(stream).text();
  await writer.abort(new Error("broken"));
  await expect(text).rejects.toThrow("broken");
  expect(over).toHaveBeenCalledTimes(1);
});

it("reads nothing ahead of its reader", async () => {
  const pulled = vi.fn();
  const source = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        pulled();
        controller.enqueue(bytes("x"));
      },
    },
    { highWaterMark: 0 },
  );
  const reader = cuttable(source, () => () => {}).getReader();
  expect(pulled).not.toHaveBeenCalled();
  await reader.read();
  expect(pulled).toHaveBeenCalledTimes(1);
});
