import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { node, run } from "@/lib/engine/testRun";
import type { Value } from "@/types/run";
import { type ArrivedColumn, columnTitle, nameColumns } from "./columns";
import { tableNode } from "./tableNode";
import { runKind } from "./testContext";

const column = (title: string, value: ArrivedColumn["value"], more: Partial<ArrivedColumn> = {}): ArrivedColumn => ({
  node: title,
  title,
  port: "text",
  list: Array.isArray(value),
  value,
  ...more,
});
const failed = { error: { code: "timeout", message: "Late" } };

const tableOf = async (columns: ArrivedColumn[], data: object = {}) => {
  const { result, notices } = await runKind(tableNode, { data, inputs: { columns } });
  return { rows: result.output.rows, notices };
};

describe("a table", () => {
  it("has a column for each wire, called like its node, and a row for each place of the lists", async () => {
    const list = node("rows", "list", { text: "a\nb", split: "lines" });
    const once = { ...node("once", "prompt", { text: "same" }), title: "Question" };
    const nodes = [{ ...list, title: "Word" }, once, node("t", "table"), node("o", "output")];
    const { result } = await run(nodes, ["rows.items>t.columns", "once.text>t.columns", "t.rows>o.value"]);
    expect(result.outputs).toEqual({
      o: [
        { Word: "a", Question: "same" },
        { Word: "b", Question: "same" },
      ],
    });
  });

  it("keeps the places of items that failed", async () => {
    const { rows } = await tableOf([column("A", ["x", failed]), column("B", ["y", "z"])]);
    expect(rows).toEqual([
      { A: "x", B: "y" },
      { A: failed, B: "z" },
    ]);
  });

  it("leaves the last cells of a short list empty, and says so", async () => {
    const { rows, notices } = await tableOf([column("A", ["x"]), column("B", ["y", "z"])]);
    expect(rows).toEqual([
      { A: "x", B: "y" },
      { A: null, B: "z" },
    ]);
    expect(notices).toEqual([{ code: "short_columns", message: "A has 1 of 2 rows. The cells below are empty." }]);
  });

  it("is one row of single values alone", async () => {
    expect((await tableOf([column("A", "x"), column("B", 2)])).rows).toEqual([{ A: "x", B: 2 }]);
  });

  it("gives a column for each field of records where it is told to", async () => {
    const records: Value[] = [{ q: "1+1", a: "2" }, failed, { q: "2+2" }];
    const spread = await tableOf([column("Rows", records), column("q", ["x", "y", "z"])], { spread: true });
    expect(spread.rows).toEqual([
      { q: "1+1", a: "2", "q 2": "x" },
      { q: failed, a: null, "q 2": "y" },
      { q: "2+2", a: null, "q 2": "z" },
    ]);
    expect((await tableOf([column("Rows", records)])).rows).toEqual(records.map((Rows) => ({ Rows })));
  });

  it("has its columns in the order, under the names and without those of its settings", async () => {
    const columns = ["B", { column: "C", hidden: true }, { column: "A", name: "First" }];
    const { rows } = await tableOf([column("A", "a"), column("B", "b"), column("C", "c"), column("D", "d")], {
      columns,
    });
    expect(Object.entries((rows as object[])[0] ?? {})).toEqual([
      ["B", "b"],
      ["First", "a"],
      ["D", "d"],
    ]);
  });

  it("refuses more fields than a table file may have", async () => {
    const long = column(
      "A",
      Array.from({ length: 1_500_000 }, () => 1),
    );
    await expect(tableOf([long, column("B", 1)])).rejects.toMatchObject({ code: "too_large" });
  });

  it("keeps a column that is called like what every object has", async () => {
    const { rows } = await tableOf([column("__proto__", "x")]);
    expect(Object.keys((rows as object[])[0] ?? {})).toEqual(["__proto__"]);
  });
});

const columns = fc.array(
  fc.record({
    node: fc.constantFrom("a", "b", "c"),
    title: fc.constantFrom("Judge", "Judge 2", "x", "__proto__"),
    port: fc.constantFrom("score", "pass"),
    value: fc.oneof(
      fc.array(fc.oneof(fc.string(), fc.dictionary(fc.constantFrom("x", "y", "Judge"), fc.nat())), { maxLength: 5 }),
      fc.nat(),
    ),
  }),
  { maxLength: 6 },
);

it("has as many rows as its longest list, each with the same columns, whatever comes in", async () => {
  await fc.assert(
    fc.asyncProperty(columns, fc.boolean(), async (arrived, spread) => {
      const all = arrived.map((each): ArrivedColumn => ({ ...each, list: Array.isArray(each.value) }));
      const { rows } = await tableOf(all, { spread });
      const lists = all.flatMap(({ value }) => (Array.isArray(value) ? [value.length] : []));
      const count = lists.length > 0 ? Math.max(...lists) : Math.min(1, all.length);
      expect(rows).toHaveLength(count);
      const names = nameColumns(all, spread).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const row of rows as object[]) expect(Object.keys(row).toSorted()).toEqual(names.toSorted());
    }),
  );
});

describe("the name of a column", () => {
  it("is the title of its node, else its model, else its kind", () => {
    expect(columnTitle({ title: "Judge", type: "llmGenerate", data: { model: "m" } })).toBe("Judge");
    expect(columnTitle({ type: "llmGenerate", data: { model: "m" } })).toBe("m");
    expect(columnTitle({ type: "join", data: {} })).toBe("join");
  });

  it("is told by the port where a node gives several, and by a number where two nodes are called alike", () => {
    const columns = [
      column("Judge", 1, { node: "j", port: "score" }),
      column("Judge", true, { node: "j", port: "pass" }),
      column("Judge", 0, { node: "k", port: "score" }),
    ];
    expect(nameColumns(columns, false).map(({ name }) => name)).toEqual(["Judge", "Judge pass", "Judge 2"]);
  });
});
