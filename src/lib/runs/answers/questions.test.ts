import { describe, expect, it } from "vitest";
import type { RunEvent, RunEventBody } from "@/types/run";
import { checkAnswers } from "./checkAnswers";
import { questionsOf } from "./questions";
import { toAnswerEvents } from "./toAnswerEvents";

const asked = { kind: "review", mode: "approve", question: "Good?", value: "It rains." } as const;
const end = { output: {}, cached: false, durationMs: 1 };

function questions(...bodies: RunEventBody[]) {
  return questionsOf(bodies.map((body, index) => ({ seq: index + 1, at: `t${index + 1}`, ...body }) as RunEvent));
}

const wait = (node: string, at: object = {}): RunEventBody => ({ type: "node-wait", node, ...at, ...asked });
const open = (...bodies: RunEventBody[]) => [...questions(...bodies).open.values()];

describe("the questions of a run", () => {
  it("stay open until they are answered, each for itself", () => {
    const answered: RunEventBody = { type: "node-answer", node: "a", item: 0, approved: true, by: "ada" };
    const found = questions(wait("a", { item: 0 }), wait("a", { item: 1 }), wait("b"), answered);
    expect([...found.open.values()]).toMatchObject([
      { node: "a", item: 1, value: "It rains." },
      { node: "b", question: "Good?" },
    ]);
    expect([...found.answered.values()]).toEqual([{ at: "t4", by: "ada" }]);
  });

  it("have waited since they were asked first, however often a run was taken up since", () => {
    const rest: RunEventBody = { type: "run-end", status: "waiting", outputs: {} };
    expect(open(wait("a"), rest, { type: "run-resume", only: "answers" }, wait("a"))).toMatchObject([{ at: "t1" }]);
  });

  it("go with the item, the node or the run that they were asked for", () => {
    const both = [wait("a", { item: 0 }), wait("a", { item: 1 })];
    const failed: RunEventBody = { type: "node-item", node: "a", item: 0, status: "failed", attempt: 1, durationMs: 1 };
    expect(open(...both, failed)).toMatchObject([{ item: 1 }]);
    expect(open(...both, { type: "node-end", node: "a", ...end })).toEqual([]);
    expect(open(...both, { type: "run-end", status: "cancelled", outputs: {} })).toEqual([]);
    expect(open(...both, { type: "run-end", status: "parked", outputs: {} })).toHaveLength(2);
  });

  it("inside of a node go with it, and not with one that is called alike elsewhere", () => {
    const inside = (item: number, round?: number) => wait("r", { path: [{ node: "loop", item, round }] });
    const three = [inside(0, 1), inside(0, 2), inside(1, 1)];
    expect(open(...three, { type: "node-end", node: "r", ...end })).toHaveLength(3);
    const step: RunEventBody = { type: "node-end", node: "r", path: [{ node: "loop", item: 0, round: 2 }], ...end };
    expect(open(...three, step)).toMatchObject([{ path: [{ item: 0, round: 1 }] }, { path: [{ item: 1 }] }]);
    const item: RunEventBody = { type: "node-item", node: "loop", item: 0, status: "done", attempt: 1, durationMs: 1 };
    expect(open(...three, item)).toMatchObject([{ path: [{ item: 1 }] }]);
  });
});

describe("an answer", () => {
  const choice: RunEventBody = { type: "node-wait", node: "c", ...asked, mode: "choose", options: ["A", "B"] };
  const tool: RunEventBody = { type: "node-wait", node: "t", kind: "tool", call: "1", question: "", value: null };
  const edit: RunEventBody = { type: "node-wait", node: "e", ...asked, mode: "edit" };
  const all = questions(wait("a"), choice, tool, edit, wait("d"), { type: "node-answer", node: "d", approved: true });
  const give = (answer: object, by?: string) => toAnswerEvents(all, [{ node: "a", approved: true, ...answer }], by);

  it("is told with who gave it", () => {
    expect(give({}, "ada")).toEqual([{ type: "node-answer", node: "a", approved: true, by: "ada" }]);
    expect(give({ node: "c", value: "B" })).toEqual([{ type: "node-answer", node: "c", approved: true, value: "B" }]);
    expect(give({ node: "e", value: { rain: 1 } })).toMatchObject([{ value: { rain: 1 } }]);
    expect(give({ node: "t", call: "1", approved: false })).toMatchObject([{ call: "1", approved: false }]);
  });

  it.each([
    ["to what nobody asked", { node: "x" }, "not_found"],
    ["to another item", { item: 3 }, "not_found"],
    ["to what is answered", { node: "d" }, "conflict"],
    ["with a value where there is nothing to change", { value: "x" }, "invalid_request"],
    ["with a value that is none of the options", { node: "c", value: "C" }, "invalid_request"],
    ["without one of the options", { node: "c" }, "invalid_request"],
    ["with other arguments for a tool", { node: "t", call: "1", value: "x" }, "invalid_request"],
    ["that refuses and changes", { node: "e", approved: false, value: "x" }, "invalid_request"],
  ])("%s is refused", (_, answer, code) => {
    expect(() => give(answer)).toThrow(expect.objectContaining({ code }));
  });

  it("tells who was quicker, and when", () => {
    expect(() => give({ node: "d" })).toThrow(expect.objectContaining({ facts: { node: "d", at: "t6" } }));
  });

  it("comes once for a question", () => {
    const twice = [1, 2].map(() => ({ node: "a", approved: true }));
    expect(() => toAnswerEvents(all, twice)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  });
});

it("lets a program answer reviews, and no calls of tools", () => {
  const tool: RunEventBody = { type: "node-wait", node: "t", kind: "tool", call: "1", question: "", value: null };
  const events = [wait("a"), tool].map((body, n) => ({ seq: n + 1, at: "", ...body }) as RunEvent);
  const answers = [
    { node: "a", approved: true },
    { node: "t", call: "1", approved: true },
  ];
  expect(checkAnswers(events, { answers: answers.slice(0, 1), reviewsOnly: true }).isEnough).toBe(true);
  const refused = expect.objectContaining({ code: "not_allowed" });
  expect(() => checkAnswers(events, { answers, reviewsOnly: true })).toThrow(refused);
  expect(checkAnswers(events, { answers }).bodies).toHaveLength(2);
});

it("goes on with the last answer of a node, and at once with that to a tool", () => {
  const ask = (body: RunEventBody, n: number) => ({ seq: n + 1, at: "", ...body }) as RunEvent;
  const tool = { type: "node-wait", node: "t", kind: "tool", question: "", value: null } as const;
  const events = [wait("a", { item: 0 }), wait("a", { item: 1 }), { ...tool, call: "1" }, { ...tool, call: "2" }].map(
    ask,
  );
  const enough = (answer: object) =>
    checkAnswers(events, { answers: [{ node: "a", approved: true, ...answer }] }).isEnough;
  expect(enough({ item: 0 })).toBe(false);
  expect(enough({ node: "t", call: "2" })).toBe(true);
  const both = [0, 1].map((item) => ({ node: "a", item, approved: false }));
  expect(checkAnswers(events, { answers: both }).isEnough).toBe(true);
});
