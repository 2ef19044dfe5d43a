import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { RunEventBody } from "@/types/run";
import type { ResultCache } from "./options";
import { testCache } from "./testCache";
import { resumePointOf } from "./testResume";
import { answering, llm, node, run } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { text: items.join("\n"), split: "lines" });
const output = (id: string) => node(id, "output", { format: "auto" });

/** A list through two models, with a filter, a comparison and a node that fails beside it. */
const nodes = [
  list("l", "owl", "bad", "fox", "owlet"),
  llm("m"),
  node("c", "condition", { test: "contains", value: "OWL" }),
  llm("n"),
  node("j", "join", { separator: "+" }),
  llm("sum"),
  node("cmp", "compare", { variants: ["a", "b"].map((model) => ({ provider: "openai", model })) }),
  node("p", "prompt", { text: "bad alone" }),
  llm("fails"),
  output("o"),
  output("all"),
  output("lost"),
];
const wires = [
  "l.items>m.prompt",
  "m.text>c.value",
  "c.yes>n.prompt",
  "n.text>j.items",
  "j.text>sum.prompt",
  "sum.text>cmp.prompt",
  "p.text>fails.prompt",
  "cmp.results>o.value",
  "m.text>all.value",
  "fails.text>lost.value",
];

/** Answers each prompt after a different pause, and refuses the ones with "bad" in them while `isStrict`. */
function model(asked: string[], { isStrict = true } = {}) {
  return answering(async (text, call) => {
    asked.push(`${call.model} ${text}`);
    await new Promise((resolve) => setTimeout(resolve, text.length % 3));
    if (isStrict && text.includes("bad")) throw new AppError("content_rejected", "No.");
    return `${text.toUpperCase()}.`;
  });
}

/** What the events say was asked and has come to an end. */
function isOutcome(event: RunEventBody): boolean {
  return event.type === "node-end" || event.type === "node-item" || event.type === "node-error";
}

const whole = await run(nodes, wires, { callLlm: model([]) });

describe("a run that is cut off and taken up again", () => {
  it("ends alike wherever it was cut, and asks nothing again that had come to its end", async () => {
    const atEvent = fc.integer({ min: 0, max: whole.events.length });
    await fc.assert(
      fc.asyncProperty(atEvent, atEvent, async (firstCut, secondCut) => {
        const journal: RunEventBody[] = whole.events.slice(0, firstCut);
        const second: string[] = [];
        const resumed = await run(nodes, wires, {
          callLlm: model(second),
          resume: resumePointOf(journal, nodes, wires),
        });
        expect(resumed.result).toEqual(whole.result);
        const ended = journal.filter(isOutcome).length + resumed.events.filter(isOutcome).length;
        expect(ended).toBe(whole.events.filter(isOutcome).length);

        journal.push({ type: "run-resume" }, ...resumed.events.slice(0, secondCut));
        const third: string[] = [];
        const again = await run(nodes, wires, { callLlm: model(third), resume: resumePointOf(journal, nodes, wires) });
        expect(again.result).toEqual(whole.result);
        const callsLeft = 4 + 2 + 1 + 2 + 1 - journal.filter(isCallOutcome).length;
        expect(third).toHaveLength(callsLeft);
      }),
      { numRuns: 60 },
    );
  });

  it("counts attempts on, and says which calls may have been sent twice", async () => {
    const started = whole.events.findIndex((event) => event.type === "node-start" && event.node === "m");
    const resume = resumePointOf(whole.events.slice(0, started + 1), nodes, wires);
    const { events } = await run(nodes, wires, { callLlm: model([]), resume });
    expect(events).toContainEqual({ type: "node-start", node: "m", attempt: 2, resent: true });
    expect(events).toContainEqual({ type: "node-start", node: "n", attempt: 1 });
    const items = events.flatMap((event) => (event.type === "node-item" && event.node === "m" ? [event.attempt] : []));
    expect(items).toEqual([2, 2, 2, 2]);
  });

  it("says nothing of the kind of a call that still waited for its place", async () => {
    const started = whole.events.findIndex((event) => event.type === "node-start" && event.node === "m");
    const waits: RunEventBody = { type: "node-queue", node: "m" };
    const resume = resumePointOf([...whole.events.slice(0, started + 1), waits], nodes, wires);
    const { events } = await run(nodes, wires, { callLlm: model([]), resume });
    expect(events).toContainEqual({ type: "node-start", node: "m", attempt: 2 });
  });

  it("says nothing of the kind after a run that was stopped in order", async () => {
    const started = whole.events.findIndex((event) => event.type === "node-start" && event.node === "m");
    const stopped: RunEventBody = { type: "run-end", status: "cancelled", outputs: {} };
    const resume = resumePointOf([...whole.events.slice(0, started + 1), stopped], nodes, wires);
    const { events } = await run(nodes, wires, { callLlm: model([]), resume });
    expect(events).toContainEqual({ type: "node-start", node: "m", attempt: 2 });
  });
});

function isCallOutcome(event: RunEventBody): boolean {
  if (event.type === "node-item") return event.node !== "c";
  if (event.type === "node-end") return event.node === "sum";
  return event.type === "node-error";
}

describe("retrying what failed", () => {
  const resume = resumePointOf(whole.events, nodes, wires, { retryFailed: true });

  it("runs the failed items and nodes, and what hangs on them, and keeps the rest", async () => {
    const asked: string[] = [];
    const { result } = await run(nodes, wires, { callLlm: model(asked, { isStrict: false }), resume });
    expect(result.status).toBe("completed");
    expect(result.outputs.all).toEqual(["OWL.", "BAD.", "FOX.", "OWLET."]);
    expect(
      asked
        .filter((each) => each.startsWith("m "))
        .slice(0, 2)
        .sort(),
    ).toEqual(["m bad", "m bad alone"]);
  });

  it("asks nothing again whose key shows that nothing changed for it", async () => {
    const cache = testCache();
    const first = await run(nodes, wires, { callLlm: model([]), cache });
    const point = resumePointOf(first.events, nodes, wires, { retryFailed: true });
    const retry = async (options: { cache: ResultCache }) => {
      const asked: string[] = [];
      const { result } = await run(nodes, wires, { callLlm: model(asked), resume: point, ...options });
      expect(result).toEqual(whole.result);
      return asked.sort();
    };
    expect(await retry({ cache })).toEqual(["m bad", "m bad alone"]);
    // Items stand in the journal; the result of a whole node stands in the cache alone.
    expect(await retry({ cache: testCache() })).toEqual(["m OWL..+OWLET..", "m bad", "m bad alone"]);
  });

  it("gives every item its own answer again when a mended one moves the others", async () => {
    const arrows = ["l.items>m.prompt", "m.text>c.value", "c.yes>n.prompt", "n.text>o.value"];
    const sorting = [
      list("l", "bad", "fox", "owl"),
      llm("m"),
      node("c", "condition", { test: "truthy" }),
      llm("n", { maxParallel: 1 }),
      output("o"),
    ];
    const cache = testCache();
    const refusing = answering((text) => {
      if (text === "bad" || text === "OWL.") throw new AppError("content_rejected", "No.");
      return `${text.toUpperCase()}.`;
    });
    const first = await run(sorting, arrows, { callLlm: refusing, cache });
    expect(first.result.outputs.o).toEqual(["FOX..", { error: { code: "content_rejected", message: "No." } }]);
    const asked: string[] = [];
    const resume = resumePointOf(first.events, sorting, arrows, { retryFailed: true });
    const { result } = await run(sorting, arrows, { callLlm: model(asked, { isStrict: false }), cache, resume });
    expect(result.outputs.o).toEqual(["BAD..", "FOX..", "OWL.."]);
    expect(asked).toEqual(["m bad", "m BAD.", "m OWL."]);
  });
});
