import { describe, expect, it } from "vitest";
import { begin } from "./begun";
import { eventsOf } from "./testAnswers";
import type { AnswerEvent } from "./workflowEvents";

const never = () => ({ late: new Promise<undefined>(() => {}), stop: () => {} });
const atOnce = () => ({ late: Promise.resolve(undefined), stop: () => {} });
const [start, text, end] = eventsOf(["Hi"]) as [AnswerEvent, AnswerEvent, AnswerEvent];

async function* stream(...events: (AnswerEvent | Error | Promise<unknown>)[]): AsyncGenerator<AnswerEvent> {
  for (const event of events) {
    if (event instanceof Error) throw event;
    if (event instanceof Promise) await event;
    else yield event;
  }
}

const allOf = async (all: AsyncIterable<AnswerEvent>) => {
  const events: AnswerEvent[] = [];
  for await (const event of all) events.push(event);
  return events;
};

describe("an answer", () => {
  it("has begun with the first that it shows", async () => {
    const { first, all } = await begin(stream(start, { type: "notice", code: "n", message: "" }, text, end), never);
    expect(first.map(({ type }) => type)).toEqual(["start", "notice", "text-delta"]);
    expect((await allOf(all)).slice(2)).toEqual([text, end]);
  });

  it("that fails before it shows anything fails as a whole", async () => {
    await expect(begin(stream(start, new Error("limit")), never)).rejects.toThrow("limit");
  });

  it("is begun without it when it takes too long, and nothing is lost", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { first, all } = await begin(stream(start, promise, text, end), atOnce);
    expect(first.length).toBeLessThan(3);
    resolve();
    expect(await allOf(all)).toEqual([start, text, end]);
  });

  it("that fails late fails in its stream", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { all } = await begin(stream(promise, new Error("broke off")), atOnce);
    resolve();
    await expect(allOf(all)).rejects.toThrow("broke off");
  });

  it("is stopped when nobody reads on", async () => {
    let stopped = false;
    async function* watched() {
      try {
        yield start;
        yield text;
        yield end;
      } finally {
        stopped = true;
      }
    }
    const { all } = await begin(watched(), never);
    for await (const _ of all) break;
    expect(stopped).toBe(true);
  });
});
