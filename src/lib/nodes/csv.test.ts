import { describe, expect, it } from "vitest";
import type { Notice } from "@/types/llm";
import { parseCsv } from "./csv";

async function parse(text: string) {
  const notices: Notice[] = [];
  const rows = await parseCsv(text, (notice) => notices.push(notice));
  return { rows, codes: notices.map(({ code }) => code) };
}

describe("parseCsv", () => {
  it("names the fields by the first row, and keeps quotes, line breaks and commas inside fields", async () => {
    const { rows, codes } = await parse('name, city\r\n"Ada, Countess","Lon\ndon"\r\n\r\n"say ""hi""",Paris\r\n');
    expect(rows).toEqual([
      { name: "Ada, Countess", city: "Lon\ndon" },
      { name: 'say "hi"', city: "Paris" },
    ]);
    expect(codes).toEqual([]);
  });

  it.each([";", "\t", "|"])("finds out that %j separates the fields", async (delimiter) => {
    const text = [
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]
      .map((row) => row.join(delimiter))
      .join("\n");
    expect((await parse(text)).rows).toEqual([
      { a: "1", b: "2" },
      { a: "3", b: "4" },
    ]);
  });

  it("reads a table whose lines end in different ways", async () => {
    const { rows } = await parse('a,b\n1,"two\r\nlines"\r\n3,4\r5,6');
    expect(rows).toEqual([
      { a: "1", b: "two\nlines" },
      { a: "3", b: "4" },
      { a: "5", b: "6" },
    ]);
  });

  it("keeps values as text: no number, date or truth is guessed", async () => {
    expect((await parse("a,b\n007,true")).rows).toEqual([{ a: "007", b: "true" }]);
  });

  it("reads a single column", async () => {
    expect((await parse("topic\nowls\nfoxes")).rows).toEqual([{ topic: "owls" }, { topic: "foxes" }]);
  });

  it("fills short rows and says so", async () => {
    expect(await parse("a,b\n1\n2,3")).toEqual({
      rows: [
        { a: "1", b: "" },
        { a: "2", b: "3" },
      ],
      codes: ["short_rows"],
    });
  });

  it("forgives empty fields after the last column, and names columns without a name", async () => {
    expect((await parse("a,,c\n1,2,3,,\n")).rows).toEqual([{ a: "1", "column 2": "2", c: "3" }]);
  });

  it("says what two columns of one name are called", async () => {
    expect(await parse("a,a\n1,2")).toEqual({ rows: [{ a: "1", "a 2": "2" }], codes: ["column_renamed"] });
  });

  it("refuses a row with more fields than columns, and a quote without its end, naming the row", async () => {
    await expect(parse("a,b\n1,2\n1,2,3")).rejects.toThrow(/Row 3 /);
    await expect(parse('a,b\n1,"2')).rejects.toThrow(/Row 2 .*quote/);
  });

  it("gives no rows for a table without any", async () => {
    expect((await parse("a,b\n")).rows).toEqual([]);
    expect((await parse("")).rows).toEqual([]);
  });
});
