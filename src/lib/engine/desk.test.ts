import { describe, expect, it } from "vitest";
import { isRest } from "@/lib/nodes/rest";
import type { Question, RunEventBody } from "@/types/run";
import { createDesk, type DeskOptions } from "./desk";
import { keptAnswers } from "./keptAnswers";

const question: Question = { kind: "review", mode: "approve", question: "Send it?", value: "Dear Ada" };

function openDesk(options: Partial<DeskOptions> = {}) {
  const events: RunEventBody[] = [];
  const controller = new AbortController();
  const desk = createDesk({ emit: (event) => events.push(event), signal: controller.signal, ...options });
  return { desk, events, controller };
}

/** How a piece of work of the run came out. */
const outcome = (work: Promise<unknown>) => work.catch((error: unknown) => (isRest(error) ? "rest" : error));

describe("a question", () => {
  it("waits while other work is done, and is answered on the spot", async () => {
    const { desk, events } = openDesk();
    const other = Promise.withResolvers<void>();
    const asked = desk.within(() => desk.ask({ node: "n", item: 2 }, question));
    const busy = desk.within(() => other.promise);
    await desk.answer({ node: "n", item: 2 }, { approved: true, value: "Dear Bob", by: "eve" });
    expect(await asked).toEqual({ approved: true, value: "Dear Bob" });
    other.resolve();
    await busy;
    expect(events).toEqual([
      { type: "node-wait", node: "n", item: 2, ...question },
      { type: "node-answer", node: "n", item: 2, approved: true, value: "Dear Bob", by: "eve" },
    ]);
  });

  it("rests once nothing else is at work, and not a moment earlier", async () => {
    const { desk } = openDesk();
    const other = Promise.withResolvers<void>();
    let hasRested = false;
    const asked = outcome(desk.within(() => desk.ask({ node: "n" }, question))).then((come) => {
      hasRested = true;
      return come;
    });
    const busy = desk.within(() => other.promise);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(hasRested).toBe(false);
    other.resolve();
    await busy;
    expect(await asked).toBe("rest");
  });

  it("goes on waiting where the end of some work begins other work", async () => {
    const { desk } = openDesk();
    const asked = outcome(desk.within(() => desk.ask({ node: "n" }, question)));
    const later = Promise.withResolvers<void>();
    const following = desk.within(async () => {}).then(() => desk.within(() => later.promise));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await desk.answer({ node: "n" }, { approved: false });
    expect(await asked).toEqual({ approved: false });
    later.resolve();
    await following;
  });

  it("rests where what is at work only waits for its own parts", async () => {
    const { desk } = openDesk();
    const parts = desk.within(() => desk.aside(() => desk.within(() => desk.ask({ node: "n" }, question))));
    expect(await outcome(parts)).toBe("rest");
  });

  it("is answered once, and only where it was asked", async () => {
    const { desk, events } = openDesk();
    const path = [{ node: "child", round: 1 }];
    const asked = desk.within(() => desk.ask({ node: "n", path, call: "c1" }, { ...question, call: "c1" }));
    expect(desk.answer({ node: "n" }, { approved: true })).toBeUndefined();
    expect(
      desk.answer({ node: "n", path: [{ node: "child", round: 2 }], call: "c1" }, { approved: true }),
    ).toBeUndefined();
    await desk.answer({ node: "n", path, call: "c1" }, { approved: true });
    expect(desk.answer({ node: "n", path, call: "c1" }, { approved: false })).toBeUndefined();
    expect(await asked).toEqual({ approved: true });
    expect(events).toMatchObject([
      { type: "node-wait", path },
      { type: "node-answer", path, call: "c1", approved: true },
    ]);
  });

  it("goes on only when the answer is durable", async () => {
    const written = Promise.withResolvers<void>();
    const { desk } = openDesk({ written: () => written.promise });
    let isAnswered = false;
    const asked = desk
      .within(() => desk.ask({ node: "n" }, question))
      .then(() => {
        isAnswered = true;
      });
    const answered = desk.answer({ node: "n" }, { approved: true });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(isAnswered).toBe(false);
    written.resolve();
    await answered;
    await asked;
  });

  it("ends with the run", async () => {
    const { desk, controller } = openDesk();
    const asked = outcome(desk.within(() => desk.ask({ node: "n" }, question)));
    controller.abort();
    expect(await asked).toMatchObject({ name: "AbortError" });
    expect(await outcome(desk.within(() => desk.ask({ node: "m" }, question)))).toMatchObject({ name: "AbortError" });
  });
});

describe("an answer of an earlier attempt", () => {
  const place = { node: "n", item: 1 };
  const journal: RunEventBody[] = [
    { type: "node-wait", ...place, ...question },
    { type: "node-answer", ...place, approved: true },
  ];

  it("holds for the same question, which is not told again", async () => {
    const { desk, events } = openDesk({ kept: keptAnswers(journal) });
    expect(await desk.within(() => desk.ask(place, question))).toEqual({ approved: true });
    expect(events).toEqual([]);
  });

  it("does not hold where something else is asked now", async () => {
    const { desk, events } = openDesk({ kept: keptAnswers(journal) });
    const other = { ...question, value: "Dear Eve" };
    expect(await outcome(desk.within(() => desk.ask(place, other)))).toBe("rest");
    expect(events).toEqual([{ type: "node-wait", ...place, ...other }]);
  });
});
