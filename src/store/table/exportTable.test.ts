import { describe, expect, it } from "vitest";
import type { Value } from "@/types/run";
import { csvPieces, jsonPieces, type TableExport } from "./exportTable";
import type { Cell, TableColumn } from "./tableModel";

function tableOf(columns: Record<string, (Value | Cell)[]>, change: Partial<TableExport> = {}): TableExport {
  const lengths = Object.values(columns).map((cells) => cells.length);
  return {
    names: Object.keys(columns),
    columns: Object.entries(columns).map(([id, cells]): TableColumn => {
      const cellOf = (row: number) => toCell(cells[row] ?? null);
      return { id, kind: "input", node: "a", isShownAtFirst: true, cellOf };
    }),
    rows: Array.from({ length: Math.max(0, ...lengths) }, (_, row) => row),
    fileOf: (sha) => `http://here/api/assets/${sha}`,
    ...change,
  };
}

const toCell = (value: Value | Cell): Cell =>
  typeof value === "object" && value !== null && "kind" in value ? (value as Cell) : { kind: "value", value };

async function written(pieces: AsyncIterable<string>): Promise<string> {
  let all = "";
  for await (const piece of pieces) all += piece;
  return all;
}

it("tells the state of a row in the column of states, and leaves it out beside answers", async () => {
  const leftOut: Cell = { kind: "status", status: "left-out" };
  const table = tableOf({ Answer: [leftOut], State: [leftOut] });
  const [answer, state] = table.columns;
  if (answer === undefined || state === undefined) throw new Error("there are two columns");
  const columns = [answer, { ...state, fact: "status" as const }];
  expect(await written(csvPieces({ ...table, columns }))).toBe("Answer,State\r\n,left-out\r\n");
  expect(JSON.parse(await written(jsonPieces({ ...table, columns })))).toEqual([{ Answer: null, State: "left-out" }]);
});

describe("a table as CSV", () => {
  it("has CRLF, and quotes only where they are needed", async () => {
    const csv = await written(csvPieces(tableOf({ name: ["Ada", 'say "hi"'], text: ["a,b", "two\nlines"] })));
    expect(csv).toBe('name,text\r\nAda,"a,b"\r\n"say ""hi""","two\nlines"\r\n');
  });

  it("takes their force from texts that a spreadsheet would run", async () => {
    const starts = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1"];
    const csv = await written(csvPieces(tableOf({ "=cmd": starts })));
    const lines = csv.split("\r\n").filter((line) => line !== "");
    expect(lines).toHaveLength(1 + starts.length);
    for (const line of lines) expect(line.startsWith(`"'`)).toBe(true);
  });

  it("leaves numbers as they are, whatever stands before them", async () => {
    const csv = await written(csvPieces(tableOf({ n: [-5, "-5", "+3.5", "-1,5", "-5 apples"] })));
    expect(csv).toBe('n\r\n-5\r\n-5\r\n+3.5\r\n"-1,5"\r\n"\'-5 apples"\r\n');
  });

  it("names files by their address, and has nothing for what is not there", async () => {
    const picture = { asset: "abc", mime: "image/png", bytes: 3 };
    const csv = await written(csvPieces(tableOf({ a: [picture, { kind: "status", status: "waiting" }], b: [1, 2] })));
    expect(csv).toBe("a,b\r\nhttp://here/api/assets/abc,1\r\n,2\r\n");
  });

  it("has the rows that are asked for in their order, ten thousand of them too", async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => 9_999 - index);
    const values = rows.map((_, row) => `v${row}`);
    const lines = (await written(csvPieces(tableOf({ v: values }, { rows })))).split("\r\n");
    expect(lines.slice(0, 3)).toEqual(["v", "v9999", "v9998"]);
    expect(lines).toHaveLength(10_002);
  });
});

describe("a table as JSON", () => {
  it("has a record for each row with values as they are", async () => {
    const error: Cell = { kind: "error", error: { code: "timeout", message: "Late" } };
    const json = await written(jsonPieces(tableOf({ n: [1, 2], answer: [{ ok: true }, error] })));
    expect(JSON.parse(json)).toEqual([
      { n: 1, answer: { ok: true } },
      { n: 2, answer: { error: { code: "timeout", message: "Late" } } },
    ]);
  });

  it("keeps columns of one name apart, and odd names as names", async () => {
    const table = { ...tableOf({ a: [1], b: [2], c: [3] }), names: ["x", "x", "__proto__"] };
    const [row] = JSON.parse(await written(jsonPieces(table)));
    expect(Object.entries(row)).toEqual([
      ["x", 1],
      ["x (2)", 2],
      ["__proto__", 3],
    ]);
  });

  it("is an empty list without rows, and whole with more than are written at once", async () => {
    expect(JSON.parse(await written(jsonPieces(tableOf({ a: [] }))))).toEqual([]);
    const many = Array.from({ length: 1_234 }, (_, row) => row);
    expect(JSON.parse(await written(jsonPieces(tableOf({ a: many }))))).toHaveLength(1_234);
  });
});
