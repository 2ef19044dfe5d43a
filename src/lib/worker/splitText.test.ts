import { describe, expect, it } from "vitest";
import type { SplitAs } from "@/lib/nodes/nodeKind";
import { toItems } from "@/lib/nodes/textItems";
import type { Notice } from "@/types/llm";
import { createNodeWork } from "./nodeWork";
import { createWorkers } from "./workers";

const work = createNodeWork(createWorkers());
const { signal } = new AbortController();

async function parse(text: string) {
  const notices: Notice[] = [];
  const rows = await toItems(text, { as: "csv" }, { work, signal, onNotice: (notice) => notices.push(notice) });
  return { rows, codes: notices.map(({ code }) => code) };
}

describe("a CSV text as items", () => {
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
    await expect(parse('a,b\n1,"2')).rejects.toThrow(/Row 2 .*without its other end/);
  });

  it("numbers rows as a spreadsheet does: blank ones count, a line break in quotes and a line sep= do not", async () => {
    for (const before of ["a,b\n\n , \n\n", '"a","b\nc"\n\n\n\n', "sep=,\na,b\n\n\n\n"]) {
      await expect(parse(`${before}1,2,3`)).rejects.toMatchObject({
        message: /Row 5 .*more fields/,
        facts: { row: 5 },
      });
      await expect(parse(`${before}1,"2`)).rejects.toMatchObject({ message: /Row 5 .*quote/, facts: { row: 5 } });
      await expect(parse(`${before}1,"a\\"b"`)).rejects.toThrow(/Row 5 .*written twice/);
    }
  });

  it.each(["sep=;", "\ufeffsep=;", '"sep=;"', "SEP=;", "sep=;;", "sep=;\r"])(
    "takes %j for the delimiter and not for a row",
    async (line) => {
      expect(await parse(`${line}\nname;city\nAda;"London, W1"`)).toEqual({
        rows: [{ name: "Ada", city: "London, W1" }],
        codes: [],
      });
    },
  );

  it("takes a column that only begins like it for a column", async () => {
    expect((await parse("sep=x,b\n1,2")).rows).toEqual([{ "sep=x": "1", b: "2" }]);
  });

  it("names ten thousand equal columns apart, with one notice", async () => {
    const { rows, codes } = await parse(`${Array(10_000).fill("0").join(",")}\n${Array(10_000).fill("1").join(",")}`);
    expect(Object.keys(rows[0] ?? {})).toHaveLength(10_000);
    expect(rows[0]).toMatchObject({ "0": "1", "0 10000": "1" });
    expect(codes).toEqual(["column_renamed"]);
  });

  it("leaves numbers that names end with to those who have them", async () => {
    expect((await parse("a,a 2,a,,a,\n1,2,3,4,5,6")).rows).toEqual([
      { a: "1", "a 2": "2", "a 3": "3", "column 4": "4", "a 4": "5", "column 6": "6" },
    ]);
  });

  it("refuses a row without end, and more fields than can be kept, in words", async () => {
    await expect(parse("0,".repeat(60_000))).rejects.toMatchObject({ code: "too_large", message: /60001 columns/ });
    const wide = `${Array(15_000).fill("a").join(",")}\n`;
    await expect(parse(wide + "1\n".repeat(140))).rejects.toMatchObject({
      code: "too_large",
      message: /2100000 fields/,
    });
  });

  it("names columns in one form, however their accents are encoded", async () => {
    expect((await parse("cafe\u0301\n1")).rows).toEqual([{ "caf\u00e9": "1" }]);
  });

  it("reads ten thousand rows in parts", async () => {
    const { rows } = await parse(`a,b,c\n${"1,2,3\n".repeat(10_000)}`);
    expect(rows).toHaveLength(10_000);
    expect(rows.at(-1)).toEqual({ a: "1", b: "2", c: "3" });
  });

  it("gives no rows for a table without any", async () => {
    expect((await parse("a,b\n")).rows).toEqual([]);
    expect((await parse("")).rows).toEqual([]);
  });
});

describe("other texts as items", () => {
  const split = (text: string, as: SplitAs) => toItems(text, as, { work, signal, onNotice: () => {} });

  it("are the same, short or so long that a thread splits them", async () => {
    for (const count of [3, 30_000]) {
      const numbers = Array.from({ length: count }, (_, index) => `n ${index}`);
      expect(await split(numbers.join("\n\n "), { as: "lines" })).toEqual(numbers);
      expect(await split(numbers.join(";; "), { as: "delimiter", delimiter: ";" })).toEqual(numbers);
      expect(await split(JSON.stringify(numbers), { as: "json", what: "It" })).toEqual(numbers);
    }
  });

  it("name what is no JSON, in a thread too", async () => {
    await expect(split("[1,", { as: "json", what: "The list" })).rejects.toThrow(/^The list is not JSON/);
    const long = `[${"1,".repeat(30_000)}`;
    await expect(split(long, { as: "json", what: "The list" })).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("keep the digits of large numbers", async () => {
    expect(await split("[9007199254740993, 1]", { as: "json", what: "It" })).toEqual(["9007199254740993", 1]);
  });
});
