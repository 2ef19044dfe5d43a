import { describe, expect, it } from "vitest";
import { begin } from "./begun";
import { eventsOf } from "./testAnswers";
import type { AnswerEvent } from "./workflowEvents";

const never = new Promise<void>(() => {});
const [start, text, end] = eventsOf(["Hi"]) as [AnswerEvent, AnswerEvent, AnswerEvent];

async function* stream(...events: (AnswerEvent | Error | Promise<unknown>)[]): AsyncGenerator<AnswerEvent> {
  for (const event of events) {
    if (event instanceof Error) throw event;
    if (event instanceof Promise) await event;
    else yield event;
  }
}

const restOf = async (rest: AsyncIterable<AnswerEvent>) => {
  const events: AnswerEvent[] = [];
  for await (const event of rest) events.push(event);
  return events;
};

describe("an answer", () => {
  it("has begun with the first that it shows", async () => {
    const { first, rest } = await begin(stream(start, { type: "notice", code: "n", message: "" }, text, end), never);
    expect(first.map(({ type }) => type)).toEqual(["start", "notice", "text-delta"]);
    expect(await restOf(rest)).toEqual([end]);
  });

  it("that fails before it shows anything fails as a whole", async () => {
    await expect(begin(stream(start, new Error("limit")), never)).rejects.toThrow("limit");
  });

  it("is begun without it when it takes too long, and nothing is lost", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { first, rest } = await begin(stream(start, promise, text, end), Promise.resolve());
    expect(first.length).toBeLessThan(3);
    resolve();
    expect([...first, ...(await restOf(rest))]).toEqual([start, text, end]);
  });

  it("that fails late fails in its stream", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { rest } = await begin(stream(promise, new Error("broke off")), Promise.resolve());
    resolve();
    await expect(restOf(rest)).rejects.toThrow("broke off");
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
    const { rest } = await begin(watched(), never);
    for await (const _ of rest) break;
    expect(stopped).toBe(true);
  });
});
