import { expect, it } from "vitest";
import { createMeter, type Measured } from "@/lib/meter";
import { AppError } from "@/types/errors";
import { noUsage } from "@/types/llm";
import { measured, measuredPictures } from "./measured";

const call = { provider: "openai", model: "gpt-5.5" } as const;
const seconds = expect.any(Number);
const usage = { ...noUsage, inputTokens: 7, outputTokens: 2 };

function listening() {
  const meter = createMeter();
  const told: Measured[] = [];
  meter.listen((one) => told.push(one));
  return { meter, told };
}

async function* answer(failure?: unknown) {
  yield { type: "text-delta" };
  if (failure !== undefined) throw failure;
  yield { type: "end", usage };
}

async function readAll(events: AsyncIterable<{ type: string }>, until = "nothing") {
  const types: string[] = [];
  for await (const { type } of events) {
    types.push(type);
    if (type === until) break;
  }
  return types;
}

it("a call that comes to its end is told with its time and what it used", async () => {
  const { meter, told } = listening();
  expect(await readAll(measured(call, answer(), meter))).toEqual(["text-delta", "end"]);
  expect(told).toEqual([
    { of: "tokens", ...call, usage },
    { of: "call", operation: "chat", ...call, seconds, error: undefined },
  ]);
  // Whoever has the end need not read on.
  await readAll(measured(call, answer(), meter), "end");
  expect(told.at(-1)).toMatchObject({ of: "call", error: undefined });
});

it.each([
  ["rate_limited", new AppError("rate_limited", "Too many.")],
  ["aborted", new DOMException("Stopped.", "AbortError")],
  ["internal", new TypeError("a bug with somebody's words")],
])("a call that fails is told as %s, without its words", async (error, failure) => {
  const { meter, told } = listening();
  await expect(readAll(measured(call, answer(failure), meter))).rejects.toBe(failure);
  await expect(measuredPictures(call, () => Promise.reject(failure), meter)).rejects.toBe(failure);
  expect(told).toEqual([
    { of: "call", operation: "chat", ...call, seconds, error },
    { of: "call", operation: "image", ...call, seconds, error },
  ]);
});

it("a call whose reader leaves is told as aborted", async () => {
  const { meter, told } = listening();
  await readAll(measured(call, answer(), meter), "text-delta");
  expect(told).toMatchObject([{ of: "call", error: "aborted" }]);
});

it("pictures are told too, and nobody need listen", async () => {
  const { meter, told } = listening();
  expect(await measuredPictures(call, async () => "made", meter)).toBe("made");
  expect(told).toEqual([{ of: "call", operation: "image", ...call, seconds, error: undefined }]);
  expect(await measuredPictures(call, async () => "made", undefined)).toBe("made");
});
