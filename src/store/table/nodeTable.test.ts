import { describe, expect, it } from "vitest";
import { idleNode, type NodeRun } from "@/store/runReducer";
import { llm, wire } from "@/store/testWorkflow";
import type { RunLabel } from "@/types/labels";
import type { Usage } from "@/types/llm";
import type { Value } from "@/types/run";
import { cellText } from "./cellValue";
import { footOf } from "./columnFoot";
import { withLabels } from "./labelColumns";
import { toNodeTable } from "./nodeTable";
import { scoreLines, verdictOf } from "./scoreBoard";
import type { ListTable } from "./tableModel";
import { doneItem, failedItem, gaveList, ranItems, runWith } from "./testTable";

const node = (id: string, type: string, title: string, data: object = {}) => ({ id, type, title, data: { ...data } });
const graph = {
  nodes: [
    node("rows", "list", "Rows", { text: "", split: "csv" }),
    { ...llm("a"), title: "Model A" },
    { ...llm("b"), title: "Model B" },
    node("sa", "score", "Judge"),
    node("sb", "score", "Judge"),
    node("t", "table", "Table", { spread: true, columns: [{ column: "answer", name: "Ideal" }] }),
  ],
  edges: [
    wire("a.text", "sa.value"),
    wire("b.text", "sb.value"),
    wire("rows.items", "t.columns"),
    wire("a.text", "t.columns"),
    wire("b.text", "t.columns"),
    wire("sa.score", "t.columns"),
    wire("sb.score", "t.columns"),
  ],
};
const usage = (totalTokens: number): Usage => ({
  ...{ inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0, totalTokens },
});
const records: Value[] = [
  { q: "1+1", answer: "2" },
  { q: "1+2", answer: "3" },
];
const answers = (first: string, second: string | undefined) => {
  const failed =
    second === undefined ? failedItem("Late") : doneItem({ text: second }, { usage: usage(7), durationMs: 900 });
  return {
    ...ranItems([doneItem({ text: first }, { usage: usage(5), durationMs: 1500, waitedMs: 500 }), failed]),
    usage: usage(12),
  };
};
const scored = (first: number, second: number): NodeRun =>
  ranItems(
    [first, second].map((score) => doneItem({ score, pass: score >= 0.5, reason: "so" })),
    "score",
  );
const late = { error: { code: "timeout", message: "Late" } };
const table: NodeRun = {
  ...idleNode,
  status: "done",
  output: {
    rows: [
      { Ideal: "2", q: "1+1", "Model A": "2", "Model B": "3", Judge: 1, "Judge 2": 0 },
      { Ideal: "3", q: "1+2", "Model A": "3", "Model B": late, Judge: 0.5, "Judge 2": 0 },
    ],
  },
};
const run = runWith({
  rows: gaveList(records),
  a: answers("2", "3"),
  b: answers("3", undefined),
  sa: scored(1, 0.5),
  sb: scored(0, 0),
  t: table,
});
const made = () => {
  const list = toNodeTable(graph, run, "t");
  if (list?.compares === undefined) throw new Error("There is no table.");
  return { list, compares: list.compares };
};
const called = (list: ListTable, name: string) => {
  const column = list.columns.find((its) => its.name === name);
  if (column === undefined) throw new Error(`No column is called ${name}.`);
  return column;
};
const bothRows = [0, 1];

describe("the table of a table node", () => {
  it("has the columns as the node named and ordered them, with the values of its rows", () => {
    const { list } = made();
    const shown = list.columns.filter(({ isShownAtFirst }) => isShownAtFirst);
    expect(shown.map(({ name }) => name)).toEqual(["Ideal", "q", "Model A", "Model B", "Judge", "Judge 2"]);
    expect(bothRows.map((row) => cellText(called(list, "Model B").cellOf(row)))).toEqual(["3", "Late"]);
    expect(list.nodes).toEqual(["a", "b", "sa", "sb"]);
    expect(bothRows.map(list.statusOf)).toEqual(["done", "failed"]);
  });

  it("knows scores by the node that gave them, and what they judge", () => {
    const { list, compares } = made();
    expect(called(list, "Judge 2")).toMatchObject({ node: "sb", says: "score" });
    expect(compares.scores.map(({ node, of }) => [node, of])).toEqual([
      ["sa", "a"],
      ["sb", "b"],
    ]);
    expect(bothRows.map((row) => compares.scores[0]?.passAt(row))).toEqual([true, true]);
  });

  it("has a foot: how many, how they are on average, which share passed, and what they took without waiting", () => {
    const { list, compares } = made();
    const foot = (name: string, rows = bothRows) => footOf(called(list, name), rows, compares);
    expect(foot("Judge")).toMatchObject({ count: 2, failed: 0, mean: 0.75, pass: { passes: 2, n: 2, rate: 1 } });
    expect(foot("Judge").pass?.interval?.low).toBeCloseTo(0.342, 3);
    expect(foot("Model A")).toMatchObject({ cost: { tokens: 12, ms: 1900 }, pass: undefined });
    expect(foot("Model A", [0])).toMatchObject({ count: 1, cost: { tokens: 5, ms: 1000 } });
    expect(foot("Model B")).toMatchObject({ count: 1, failed: 1 });
    expect(foot("q")).toEqual({ count: 2, failed: 0, mean: undefined, pass: undefined, cost: undefined });
    expect(foot("Ideal").mean).toBe(2.5);
  });

  it("keeps its values when nodes were renamed since, as columns of which nothing else is known", () => {
    const nodes = graph.nodes.map((each) => (each.id === "a" ? { ...each, title: "Other" } : each));
    const list = toNodeTable({ ...graph, nodes }, run, "t");
    expect(list && cellText(called(list, "Model A").cellOf(0))).toBe("2");
    expect(list && called(list, "Model A").node).toBe("t");
    expect(toNodeTable(graph, runWith({}), "t")).toBeUndefined();
  });

  it("has what people said of its rows as columns", () => {
    const { list } = made();
    const label: RunLabel = { node: "t", row: 1, label: "down", note: "Wrong", at: "" };
    const labelled = withLabels(list, "t", (row) => (row === 1 ? label : undefined), true);
    const [thumb, note] = labelled.columns.filter(({ kind }) => kind === "label");
    expect(bothRows.map((row) => thumb && cellText(thumb.cellOf(row)))).toEqual(["", "down"]);
    expect(note && cellText(note.cellOf(1))).toBe("Wrong");
  });
});

describe("what scores say together", () => {
  const rows = Array.from({ length: 40 }, (_, row) => row);
  const score = (id: string, passes: number) => ({
    node: id,
    scoreAt: (row: number) => (row < passes ? 1 : 0),
    passAt: (row: number) => row < passes,
  });
  const verdict = (...passes: number[]) => {
    const scores = passes.map((each, index) => score(`s${index}`, each));
    const found = verdictOf(scoreLines(scores, rows, () => undefined));
    return found?.is === "leads" ? [found.leader.node, found.second.node, found.overlaps] : found?.is;
  };

  it("is who leads, and whether its interval lies above all others", () => {
    expect(verdict(10, 35)).toEqual(["s1", "s0", false]);
    expect(verdict(30, 33)).toEqual(["s1", "s0", true]);
    expect(verdict(30, 30, 2)).toBe("tie");
    expect(verdict(30)).toBeUndefined();
  });

  it("overlaps where any other may be as good, be it one that few rows tell of", () => {
    const few = { node: "few", scoreAt: () => undefined, passAt: (row: number) => (row < 3 ? row > 0 : undefined) };
    const lines = scoreLines([score("most", 38), score("less", 10), few], rows, () => undefined);
    expect(verdictOf(lines)).toMatchObject({ leader: { node: "most" }, second: { node: "few", n: 3 }, overlaps: true });
  });

  it("is how far each agrees with the thumbs, on the rows that have one", () => {
    const thumbs = ["up", "down", "up", null] as const;
    const [line] = scoreLines([score("s", 2)], rows, (row) => thumbs[row]);
    expect(line?.agreement).toMatchObject({ n: 3, observed: 1 / 3 });
    expect(line?.agreement.kappa).toBeCloseTo(-0.5, 5);
    expect(scoreLines([score("s", 2)], rows, () => undefined)[0]?.agreement).toEqual({ n: 0 });
  });
});
