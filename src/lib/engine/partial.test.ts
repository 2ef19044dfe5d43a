import { describe, expect, it } from "vitest";
import type { NodeOutput } from "@/types/run";
import { resumePointOf } from "./testResume";
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

describe("a source outside of a part", () => {
  const join = { ...node("j", "join", { separator: "+" }), title: "Together" };
  const many = [prompt("a", "1"), { ...prompt("b", "2"), title: "Second" }, prompt("c", "3"), join, output("o")];
  const arrows = ["a.text>j.items", "b.text>j.items", "c.text>j.items", "j.text>o.value"];
  const noticesOf = async (selected: string[], outputs: Record<string, NodeOutput>) => {
    const { result, events } = await run(many, arrows, { selected: only(...selected), given: given(outputs) });
    const notices = events.flatMap((event) => (event.type === "notice" ? [event] : []));
    return { outputs: result.outputs, notices };
  };

  it("that has given nothing yet is told of where others bring something", async () => {
    expect(await noticesOf(["a", "j", "o"], { c: { output: { text: "3" } } })).toEqual({
      outputs: { o: "1+3" },
      notices: [
        {
          type: "notice",
          node: "j",
          code: "source_left_out",
          message: "Second has no result yet and stayed out. Run to here for all of it.",
        },
      ],
    });
    expect((await noticesOf(["c", "j", "o"], {})).notices).toMatchObject([
      { message: "a, Second have no result yet and stayed out. Run to here for all of it." },
    ]);
  });

  it("is told of also where nothing at all was given before", async () => {
    const { result, events } = await run(many, arrows, { selected: only("a", "j", "o") });
    expect(result.outputs).toEqual({ o: "1" });
    expect(events).toContainEqual(
      expect.objectContaining({
        message: "Second, c have no result yet and stayed out. Run to here for all of it.",
      }),
    );
  });

  it("is not told of when it has given something before", async () => {
    const before = { output: { text: "x" } };
    expect(await noticesOf(["a", "j", "o"], { b: before, c: before })).toEqual({
      outputs: { o: "1+x+x" },
      notices: [],
    });
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

  it("gives way to what the run itself had, and outside of a part to what was given", async () => {
    const pinned = given({ m: { output: { text: "pinned" } } });
    const ended = { type: "node-end", node: "m", output: { text: "own" }, cached: false, durationMs: 1 } as const;
    const resume = resumePointOf([ended], nodes, wires);
    expect((await run(nodes, wires, { pinned, resume })).result.outputs.o).toBe("OWN");
    const failed = { type: "node-error", node: "m", error: { code: "timeout", message: "Late." } } as const;
    const broken = await run(nodes, wires, { pinned, resume: resumePointOf([failed], nodes, wires) });
    expect(broken.result).toEqual({ status: "failed", outputs: { other: "X" } });
    expect(broken.events).toContainEqual({ type: "node-skip", node: "n", because: "m" });
    const selected = only("n", "o");
    const outside = await run(nodes, wires, { pinned, selected, given: given({ m: { output: { text: "given" } } }) });
    expect(outside.result.outputs).toEqual({ o: "GIVEN" });
    expect((await run(nodes, wires, { pinned, selected })).result.outputs).toEqual({});
  });
});
