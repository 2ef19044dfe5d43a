import { describe, expect, it } from "vitest";
import type { NodeOutput } from "@/types/run";
import { answering, llm, node, run } from "./testRun";

const prompt = (id: string, text: string) => node(id, "prompt", { text });
const output = (id: string) => node(id, "output", { format: "auto" });

const nodes = [prompt("p", "x"), llm("m"), llm("n"), output("o"), llm("side"), output("other")];
const wires = ["p.text>m.prompt", "m.text>n.prompt", "n.text>o.value", "p.text>side.prompt", "side.text>other.value"];
const only = (...ids: string[]) => new Set(ids);
const given = (outputs: Record<string, NodeOutput>) => new Map(Object.entries(outputs));
const touched = (events: { type: string }[]) => [...new Set(events.map((event) => "node" in event && event.node))];

describe("a run of a part", () => {
  it("touches the selected nodes alone, which take what the others gave before", async () => {
    const { result, events } = await run(nodes, wires, {
      selected: only("n", "o"),
      given: given({ m: { output: { text: "earlier" } } }),
    });
    expect(result).toEqual({ status: "completed", outputs: { o: "EARLIER" } });
    expect(touched(events)).toEqual(["n", "o"]);
  });

  it("knows an earlier list as one", async () => {
    const { result } = await run(nodes, wires, {
      selected: only("n", "o"),
      given: given({ m: { output: { text: ["a", "b"] }, items: 2 } }),
    });
    expect(result.outputs).toEqual({ o: ["A", "B"] });
  });

  it("does not wait for what is not selected, even between two nodes that are", async () => {
    const { result, events } = await run(nodes, wires, {
      selected: only("p", "n", "o"),
      given: given({ m: { output: { text: "kept" } } }),
    });
    expect(result.outputs).toEqual({ o: "KEPT" });
    expect(touched(events).sort()).toEqual(["n", "o", "p"]);
  });

  it("skips what needs a result that there is not, naming the node to run first", async () => {
    const { result, events } = await run(nodes, wires, { selected: only("n", "o") });
    expect(result).toEqual({ status: "completed", outputs: {} });
    expect(events).toEqual(["n", "o"].map((id) => ({ type: "node-skip", node: id, because: "m" })));
  });
});

describe("a pinned output", () => {
  it("stands for its node, which does not run", async () => {
    const asked: string[] = [];
    const callLlm = answering((text) => {
      asked.push(text);
      return text;
    });
    const pinned = given({ m: { output: { text: "pinned" } } });
    const { result, events } = await run(nodes, wires, { callLlm, pinned });
    expect(result.outputs).toEqual({ o: "pinned", other: "x" });
    expect(asked.sort()).toEqual(["pinned", "x"]);
    expect(events.filter((event) => "node" in event && event.node === "m")).toEqual([
      { type: "node-end", node: "m", output: { text: "pinned" }, cached: true, durationMs: 0 },
    ]);
  });
});
