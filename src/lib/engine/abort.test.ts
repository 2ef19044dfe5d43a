import { describe, expect, it } from "vitest";
import { checkSettings } from "./checkRunnable";
import { testCache } from "./testCache";
import { answering, llm, node, run } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { split: "lines", text: items.join("\n") });

/** Counts the calls, and aborts once so many have begun. */
function abortingAfter(calls: number) {
  const controller = new AbortController();
  const asked: string[] = [];
  const callLlm = answering((text) => {
    if (asked.push(text) === calls) controller.abort();
    return text;
  });
  return { asked, options: { callLlm, signal: controller.signal }, abort: () => controller.abort() };
}

describe("an abort", () => {
  it("before the start lets nothing start", async () => {
    const { asked, options, abort } = abortingAfter(1);
    abort();
    const { result, events } = await run([node("p", "prompt", { text: "x" }), llm("m")], ["p.text>m.prompt"], options);
    expect([result.status, events, asked]).toEqual(["cancelled", [], []]);
  });

  it("lets no further item start", async () => {
    const { asked, options } = abortingAfter(2);
    const nodes = [list("l", "a", "b", "c", "d"), llm("m", { maxParallel: 1 })];
    const { result, events } = await run(nodes, ["l.items>m.prompt"], options);
    expect([result.status, asked]).toEqual(["cancelled", ["a", "b"]]);
    expect(events.some((event) => event.type === "node-end" && event.node === "m")).toBe(false);
  });

  it("while a result is looked for in the cache lets no call be made", async () => {
    const { asked, options, abort } = abortingAfter(9);
    const cache = testCache();
    const get = async () => {
      abort();
      return undefined;
    };
    const nodes = [node("p", "prompt", { text: "x" }), llm("m")];
    const { result } = await run(nodes, ["p.text>m.prompt"], { ...options, cache: { ...cache, get } });
    expect([result.status, asked]).toEqual(["cancelled", []]);
  });
});

describe("items at once", () => {
  it("are those that the node allows, of a comparison too", async () => {
    let atWork = 0;
    let most = 0;
    const callLlm = answering(async (text) => {
      most = Math.max(most, ++atWork);
      await new Promise(setImmediate);
      atWork--;
      return text;
    });
    const variants = ["a", "b", "c", "d"].map((model) => ({ provider: "openai", model }));
    const nodes = [node("p", "prompt", { text: "x" }), node("c", "compare", { variants, maxParallel: 2 })];
    await run(nodes, ["p.text>c.prompt"], { callLlm });
    expect(most).toBe(2);
  });

  it("are at least one", () => {
    for (const maxParallel of [0, -1, 1.5]) {
      expect(() => checkSettings([llm("m", { maxParallel })])).toThrow(/maxParallel/);
    }
    expect(() => checkSettings([llm("m", { maxParallel: 1 })])).not.toThrow();
  });
});
