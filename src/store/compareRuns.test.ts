import { describe, expect, it } from "vitest";
import type { PortValues, RunEvent, RunEventBody } from "@/types/run";
import { compareRuns, type ToldRun } from "./compareRuns";
import { llm, prompt, workflow } from "./testWorkflow";

const graph = workflow([prompt("ask", "rain"), llm("write"), llm("each")]);

function told(bodies: RunEventBody[], change: Partial<ToldRun> = {}): ToldRun {
  const at = new Date(0).toISOString();
  return {
    workflow: graph,
    events: bodies.map((body, index): RunEvent => ({ seq: index + 1, at, ...body })),
    ...change,
  };
}

const end = (node: string, output: PortValues, items?: number): RunEventBody => ({
  type: "node-end",
  node,
  output,
  cached: false,
  durationMs: 1,
  ...(items === undefined ? {} : { items }),
});
const item = (node: string, number: number, text: string, more: PortValues = {}): RunEventBody => ({
  type: "node-item",
  node,
  item: number,
  status: "done",
  attempt: 1,
  output: { text, ...more },
  durationMs: 1,
});
const failure = (node: string): RunEventBody => ({
  type: "node-error",
  node,
  error: { code: "timeout", message: "Late" },
});

describe("two runs", () => {
  it("differ in what came of a node, in the order in which nodes ran", () => {
    const older = told([end("ask", { text: "rain" }), end("write", { text: "It rains." })]);
    const newer = told([end("ask", { text: "rain" }), end("write", { text: "It snows." })]);
    expect(compareRuns(older, newer)).toEqual({
      changed: [
        {
          node: "write",
          before: "done",
          after: "done",
          isEdited: false,
          parts: [{ before: { text: "It rains.", isFailure: false }, after: { text: "It snows.", isFailure: false } }],
        },
      ],
      same: ["ask"],
      alone: [],
      scores: [],
    });
  });

  it("differ only in the items that differ", () => {
    const each = (second: string) => told([item("each", 0, "one"), item("each", 1, second), end("each", {}, 2)]);
    const [change] = compareRuns(each("two"), each("zwei")).changed;
    expect(change?.parts).toMatchObject([{ item: 1, before: { text: "two" }, after: { text: "zwei" } }]);
  });

  it("know an item by what stands in the list that it comes from, wherever it is in the newer run", () => {
    const wires = [
      { id: "w", source: { node: "ask", port: "text" }, target: { node: "each", port: "prompt" } },
      { id: "v", source: { node: "each", port: "text" }, target: { node: "s", port: "value" } },
    ];
    const scored = (number: number, score: number) => item("s", number, "", { score, pass: true, reason: "" });
    const graded = (rows: [text: string, answer: string, score: number][]) =>
      told(
        [
          end("ask", { items: rows.map(([text]) => text) }),
          ...rows.flatMap(([, answer, score], row) => [item("each", row, answer), scored(row, score)]),
          end("each", {}, rows.length),
          end("s", {}, rows.length),
        ],
        { workflow: workflow([llm("each"), { id: "s", type: "score", data: { method: "equals" } }], wires) },
      );
    const { changed, scores } = compareRuns(
      graded([
        ["rain", "wet", 0.5],
        ["sun", "dry", 1],
        ["fog", "grey", 0],
      ]),
      graded([
        ["snow", "white", 1],
        ["sun", "hot", 0.5],
        ["rain", "wet", 0.75],
      ]),
    );
    expect(scores).toMatchObject([{ node: "s", better: 1, worse: 1 }]);
    expect(changed.find(({ node }) => node === "each")?.parts).toEqual([
      { item: 0, before: { text: "", isFailure: false }, after: { text: "white", isFailure: false } },
      { item: 1, before: { text: "dry", isFailure: false }, after: { text: "hot", isFailure: false } },
      { olderItem: 2, before: { text: "grey", isFailure: false }, after: { text: "", isFailure: false } },
    ]);
  });

  it("tell how scores moved, also where they differ in nothing", () => {
    const scoring = workflow([{ id: "s", type: "score", data: { method: "equals" } }]);
    const scored = (score: number) => told([end("s", { score, pass: score === 1, reason: "" })], { workflow: scoring });
    expect(compareRuns(scored(0), scored(1)).scores).toMatchObject([{ node: "s", better: 1, after: { mean: 1 } }]);
    expect(compareRuns(scored(1), scored(1))).toMatchObject({ changed: [], scores: [{ better: 0, worse: 0 }] });
  });

  it("differ where a failure came of a node, also with the very words of an answer", () => {
    const [change] = compareRuns(told([end("write", { text: "Late" })]), told([failure("write")])).changed;
    expect(change).toMatchObject({ before: "done", after: "failed", parts: [{ after: { isFailure: true } }] });
  });

  it("tell of a node whose settings were changed, also where the same came of it", () => {
    const edited = workflow([prompt("ask", "snow"), llm("write"), llm("each")]);
    const same = [end("ask", { text: "x" }), end("write", { text: "y" })];
    const { changed, same: equal } = compareRuns(told(same), told(same, { workflow: edited }));
    expect(changed).toMatchObject([{ node: "ask", isEdited: true, parts: [] }]);
    expect(equal).toEqual(["write"]);
  });

  it("leave out what ran in one of them alone", () => {
    const { changed, alone } = compareRuns(
      told([end("ask", { text: "x" }), end("write", { text: "y" })]),
      told([end("ask", { text: "x" })]),
    );
    expect([changed, alone]).toEqual([[], ["write"]]);
  });

  it("are the same for a list of the same values and for JSON however it came", () => {
    const lists = (values: string[]) => told([end("ask", { items: values })]);
    expect(compareRuns(lists(["a", "b"]), lists(["a", "b"])).changed).toEqual([]);
    expect(compareRuns(lists(["a", "b"]), lists(["a", "c"])).changed[0]?.parts[0]?.after.text).toBe("a\n\nc");
  });
});
