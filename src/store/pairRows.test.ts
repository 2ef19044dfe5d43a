import { describe, expect, it } from "vitest";
import { pairRows } from "./pairRows";
import { doneItem, gaveList, ranItems } from "./table/testTable";

const wire = (source: string, target: string) => ({
  id: `${source}-${target}`,
  source: { node: source, port: "out" },
  target: { node: target, port: "in" },
});
const edges = [wire("cases", "ask"), wire("ask", "answer"), wire("answer", "score"), wire("cases", "score")];
const each = (count: number) => ranItems(Array.from({ length: count }, (_, row) => doneItem({ text: `${row}` })));

function paired(before: string[], after: string[]) {
  const [was, is] = [before, after].map((rows) => ({
    cases: gaveList(rows),
    ask: each(rows.length),
    answer: each(rows.length),
    score: each(rows.length),
  }));
  const olderRow = pairRows(edges, "score", was ?? {}, is ?? {});
  return after.map((_, row) => olderRow(row));
}

describe("rows of two runs", () => {
  it("are the same where their list has the same value, wherever it stands", () => {
    expect(paired(["a", "b", "c"], ["c", "a", "b"])).toEqual([2, 0, 1]);
    expect(paired(["a", "b"], ["new", "a", "b"])).toEqual([undefined, 0, 1]);
    expect(paired(["a", "b", "c"], ["a", "c"])).toEqual([0, 2]);
  });

  it("are those at the same place where a value was changed there, or all of them were", () => {
    expect(paired(["a", "b", "c"], ["a", "changed", "c"])).toEqual([0, 1, 2]);
    expect(paired(["a", "b"], ["x", "y"])).toEqual([0, 1]);
    expect(paired(["a", "b"], ["b", "y", "z"])).toEqual([1, undefined, undefined]);
  });

  it("are paired in their order where a value is there several times", () => {
    expect(paired(["a", "b", "a"], ["a", "a", "a"])).toEqual([0, 2, undefined]);
  });

  it("are those at the same place where no list tells them apart", () => {
    const run = { score: each(2) };
    expect(pairRows(edges, "score", run, run)(1)).toBe(1);
    // Each case several times, by a variant: the list is shorter than the items.
    const crossed = { cases: gaveList(["a"]), score: each(2) };
    expect(pairRows(edges, "score", crossed, crossed)(1)).toBe(1);
  });

  it("are told by the farthest list: one between may be another in each run", () => {
    const chain = [wire("cases", "made"), wire("made", "score")];
    const before = { cases: gaveList(["a", "b"]), made: gaveList(["x", "y"]), score: each(2) };
    const after = { cases: gaveList(["b", "a"]), made: gaveList(["x2", "y2"]), score: each(2) };
    expect([0, 1].map(pairRows(chain, "score", before, after))).toEqual([1, 0]);
  });
});
