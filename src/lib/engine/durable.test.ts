import { describe, expect, it } from "vitest";
import type { ResultCache } from "./options";
import { testCache } from "./testCache";
import { resumePointOf } from "./testResume";
import { answering, llm, node, run, testPayer } from "./testRun";

const list = node("l", "list", { text: "a\nb\nc\nd\ne", split: "lines" });
const output = node("o", "output", { format: "auto" });

/** Notes with each call how many others were at work or not written yet. */
function runWithSlowDisk() {
  const unwritten: number[] = [];
  let open = 0;
  const callLlm = answering((text) => {
    unwritten.push(open++);
    return text.toUpperCase();
  });
  const written = async () => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    open--;
  };
  return { unwritten, callLlm, written };
}

describe("what a crash could cost", () => {
  it("is never more than a node may have at work: an item keeps its place until its outcome is written", async () => {
    const { unwritten, callLlm, written } = runWithSlowDisk();
    const nodes = [list, llm("m", { maxParallel: 2 }), output];
    const { result } = await run(nodes, ["l.items>m.prompt", "m.text>o.value"], { callLlm, written });
    expect(result.outputs.o).toEqual(["A", "B", "C", "D", "E"]);
    expect(Math.max(...unwritten)).toBe(1);
  });

  it("is one call of a chain: what hangs on an answer waits until that is written", async () => {
    const { unwritten, callLlm, written } = runWithSlowDisk();
    const nodes = [node("p", "prompt", { text: "a" }), llm("m"), llm("n"), output];
    await run(nodes, ["p.text>m.prompt", "m.text>n.prompt", "n.text>o.value"], { callLlm, written });
    expect(unwritten).toEqual([0, 0]);
  });
});

describe("a node that was to run fresh, cut off in the middle", () => {
  const nodes = [node("p", "prompt", { text: "a" }), llm("m"), output];
  const wires = ["p.text>m.prompt", "m.text>o.value"];

  /** Has an answer for everything, kept at `madeAt`. */
  const keptAt = (madeAt: string): ResultCache => ({
    ...testCache(),
    get: async (_, { since = "" } = {}) =>
      madeAt < since ? undefined : { output: { text: "kept" }, payer: testPayer },
  });

  it.each([
    ["an answer that its own run had kept", "2026-11-21T10:00:05Z", "kept", 0],
    ["no answer from before", "2026-11-21T09:59:59Z", "A", 1],
  ])("takes %s", async (_, madeAt, text, calls) => {
    const snapshot = { asset: "a", mime: "application/json", bytes: 1 };
    const start = { type: "run-start", workflow: snapshot, workflowId: "w", total: 3, inputs: {} } as const;
    const events = [{ ...start, at: "2026-11-21T10:00:00Z" }, { type: "node-start", node: "m", attempt: 1 } as const];
    const resume = resumePointOf(events, nodes, wires);
    const asked: string[] = [];
    const callLlm = answering((prompt) => {
      asked.push(prompt);
      return prompt.toUpperCase();
    });
    const { result } = await run(nodes, wires, { callLlm, cache: keptAt(madeAt), fresh: "all", resume });
    expect(result.outputs.o).toBe(text);
    expect(asked).toHaveLength(calls);
  });
});
