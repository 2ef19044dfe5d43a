import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import type { WorkflowNode } from "@/types/workflow";
import { canonicalJson } from "./cacheKey";
import type { RunPlanOptions } from "./options";
import { testCache } from "./testCache";
import { answering, llm, node, run } from "./testRun";

const list = (id: string, ...items: string[]) => node(id, "list", { text: items.join("\n"), split: "lines" });
const prompt = (id: string, text: string) => node(id, "prompt", { text });
const output = (id: string) => node(id, "output", { format: "auto" });

/** Runs again and again on one cache and tells what the model was asked each time. */
function runsOnOneCache(wires: string[]) {
  const cache = testCache();
  return async (nodes: WorkflowNode[], options: Partial<RunPlanOptions> = {}) => {
    const asked: string[] = [];
    const callLlm = answering((text) => {
      asked.push(text);
      return text.toUpperCase();
    });
    return { asked, ...(await run(nodes, wires, { callLlm, cache, ...options })) };
  };
}

const wires = ["p.text>m.prompt", "m.text>n.prompt", "n.text>o.value"];
const chain = (text: string, data = {}) => [prompt("p", text), llm("m"), llm("n", data), output("o")];
const endOf = (events: { type: string }[], id: string) =>
  events.find((event) => event.type === "node-end" && "node" in event && event.node === id);

describe("the cache", () => {
  it("answers for a node that has not changed, which says so and costs nothing", async () => {
    const again = runsOnOneCache(wires);
    const first = await again(chain("a"));
    const second = await again(chain("a"));
    expect([first.asked, second.asked]).toEqual([["a", "A"], []]);
    expect(second.result).toEqual(first.result);
    expect(endOf(second.events, "m")).toMatchObject({ cached: true, output: { text: "A" } });
    expect(second.events.some(({ type }) => type === "node-delta")).toBe(false);
  });

  it("asks again for a result that was kept without an output that is wired now, but for one that is held fast", async () => {
    const nodes = [prompt("p", "a"), llm("m", { webSearch: true }), output("o")];
    const cache = testCache();
    const asking = async (arrows: string[]) => {
      const asked: string[] = [];
      const callLlm = answering((text) => {
        asked.push(text);
        return text;
      });
      return { asked, ...(await run(nodes, ["p.text>m.prompt", ...arrows], { callLlm, cache })) };
    };
    await asking(["m.text>o.value"]);
    const [key = ""] = cache.kept.keys();
    for (const pinned of [false, true]) {
      cache.kept.set(key, { output: { text: "from 0.1.0" } });
      if (pinned) cache.pinned.add(key);
      expect((await asking(["m.text>o.value"])).result.outputs).toEqual({ o: "from 0.1.0" });
      const { asked, result } = await asking(["m.sources>o.value"]);
      expect([asked, result.outputs]).toEqual(pinned ? [[], {}] : [["a"], { o: [] }]);
    }
  });

  it("asks again for what a change reaches, and for nothing else", async () => {
    const again = runsOnOneCache(wires);
    await again(chain("a"));
    expect((await again(chain("b"))).asked).toEqual(["b", "B"]);
    expect((await again(chain("a", { temperature: 1 }))).asked).toEqual(["A"]);
    expect((await again(chain("a", { model: "other" }))).asked).toEqual(["A"]);
  });

  it("does not care where a node stands, what it is called, who pays and how many run at once", async () => {
    const again = runsOnOneCache(wires);
    await again(chain("a"));
    const moved = chain("a", { account: "work", maxParallel: 2 }).map((each) => ({ ...each, title: "New name" }));
    expect((await again(moved)).asked).toEqual([]);
  });

  it("does not care who pays in need, only which other model may answer", async () => {
    const again = runsOnOneCache(wires);
    await again(chain("a", { provider: "openai-auth" }));
    const otherPayer = { provider: "openai-auth", fallback: [{ provider: "openai-auth", account: "work" }] };
    expect((await again(chain("a", otherPayer))).asked).toEqual([]);
    const otherModel = { provider: "openai-auth", fallback: [{ provider: "openai", model: "small" }] };
    expect((await again(chain("a", otherModel))).asked).toEqual(["A"]);
  });

  it("keeps items apart: three rows more than before are three calls", async () => {
    const again = runsOnOneCache(["l.items>m.prompt", "m.text>o.value"]);
    const of = (...items: string[]) => [list("l", ...items), llm("m"), output("o")];
    await again(of("a", "b"));
    const { asked, events, result } = await again(of("x", "a", "y", "b", "z"));
    expect(asked).toEqual(["x", "y", "z"]);
    expect(result.outputs.o).toEqual(["X", "A", "Y", "B", "Z"]);
    const statuses = events.flatMap((event) => (event.type === "node-item" ? [event] : []));
    expect(statuses.sort((a, b) => a.item - b.item).map(({ status }) => status)).toEqual([
      "done",
      "cached",
      "done",
      "cached",
      "done",
    ]);
    expect(endOf(events, "m")).toMatchObject({ cached: false, calls: 3, usage: { totalTokens: 9 } });
  });

  it("runs only the variant of a comparison that changed", async () => {
    const again = runsOnOneCache(["p.text>c.prompt"]);
    const of = (...models: string[]) => [
      prompt("p", "hi"),
      node("c", "compare", { variants: models.map((model) => ({ provider: "openai", model })) }),
    ];
    expect((await again(of("a", "b"))).asked).toHaveLength(2);
    expect((await again(of("a", "c"))).asked).toHaveLength(1);
  });

  it("is not looked into for nodes that are to run fresh, but keeps what they give", async () => {
    const again = runsOnOneCache(wires);
    await again(chain("a"));
    expect((await again(chain("a"), { fresh: new Set(["n"]) })).asked).toEqual(["A"]);
    expect((await again(chain("a"), { fresh: "all" })).asked).toEqual(["a", "A"]);
    expect((await again(chain("a"))).asked).toEqual([]);
  });

  it("gives a pinned result to a fresh run too", async () => {
    const cache = testCache();
    const options = { cache, fresh: "all" } as const;
    await run(chain("a"), wires, options);
    for (const key of cache.kept.keys()) cache.pinned.add(key);
    const asked: string[] = [];
    const callLlm = answering((text) => {
      asked.push(text);
      return text;
    });
    await run(chain("a"), wires, { ...options, callLlm });
    expect(asked).toEqual([]);
  });

  it("never keeps a failure", async () => {
    const cache = testCache();
    const callLlm = answering(() => {
      throw new AppError("content_rejected", "No.");
    });
    await run(chain("a"), wires, { cache, callLlm });
    expect(cache.kept.size).toBe(0);
  });
});

describe("canonicalJson", () => {
  it("is the same for equal values, whatever the order of their keys, and different for different ones", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(canonicalJson(reversed(a))).toBe(canonicalJson(a));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(JSON.stringify(sorted(a)) === JSON.stringify(sorted(b)));
      }),
    );
  });
});

const rebuilt = (value: unknown, order: (keys: string[]) => string[]): unknown => {
  if (Array.isArray(value)) return value.map((part) => rebuilt(part, order));
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(order(Object.keys(record)).map((key) => [key, rebuilt(record[key], order)]));
};
const reversed = (value: unknown) => rebuilt(value, (keys) => keys.toReversed());
const sorted = (value: unknown) => rebuilt(value, (keys) => keys.toSorted());
