import { describe, expect, it } from "vitest";
import { node, run } from "@/lib/engine/testRun";
import { fileInputNode } from "./fileInputNode";
import { parseJsonLines } from "./jsonLines";
import { listNode } from "./listNode";
import { runKind } from "./testContext";

const evals = '\ufeff{"input": "2+2", "ideal": "4"}\r\n\n{"input": "id", "ideal": 9007199254740993}\n';
const rows = [
  { input: "2+2", ideal: "4" },
  { input: "id", ideal: "9007199254740993" },
];

describe("JSON Lines", () => {
  it("are a value for each line that is not blank, every digit kept", () => {
    expect(parseJsonLines(evals, "The file")).toEqual(rows);
    expect(parseJsonLines("", "The file")).toEqual([]);
  });

  it("are refused with the numbers of all lines that are no JSON", () => {
    const text = ["{}", "{", "[1]", "no", "1", "x", "y", "z", "w"].join("\n");
    expect(() => parseJsonLines(text, "The file")).toThrow(
      /^The file, line 2, is not JSON \(.+\)\. Neither are lines 4, 6, 7, 8 and 1 more\. Each line/,
    );
    expect(() => parseJsonLines("{}\n{", "The file")).toThrow(/line 2, is not JSON \([^)]+\)\. Each line/);
  });

  it("are the items of a list and of a file, and columns of a table", async () => {
    const { result } = await runKind(listNode, { data: { text: evals, split: "jsonl" } });
    expect(result.output).toEqual({ items: rows });
    const given = await runKind(fileInputNode, { data: { as: "jsonl", input: "set" }, runInputs: { set: evals } });
    expect(given.result.output).toEqual({ items: rows });
    const list = node("rows", "list", { text: evals, split: "jsonl" });
    const nodes = [list, node("t", "table", { spread: true }), node("o", "output")];
    const whole = await run(nodes, ["rows.items>t.columns", "t.rows>o.value"]);
    expect(whole.result.outputs).toEqual({ o: rows });
  });
});
