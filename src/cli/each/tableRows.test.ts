import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { readTableRows } from "./tableRows";

const known = new Set(["name", "tone", "count", "photo"]);
const kinds = { name: "text", count: "number", photo: "picture" } as const;

function read(text: string, path = "in/rows.csv") {
  return readTableRows({
    ...{ path, text },
    kindOf: (name) => (Object.hasOwn(kinds, name) ? kinds[name as keyof typeof kinds] : undefined),
    requireKnown: (names) => {
      const wrong = names.find((name) => !known.has(name));
      if (wrong !== undefined) throw new AppError("invalid_request", `Nothing takes ${wrong}.`);
    },
    readFile: async (file) => ({ asset: file, mime: "image/png", bytes: 1 }),
  });
}

describe("rows of a table", () => {
  it("are runs whose inputs are the columns", async () => {
    const rows = read("name;tone\nada;\n\n=1+1;dry\n");
    expect(rows.map(({ number, name, where }) => [number, name, where])).toEqual([
      [1, "1-ada", "in/rows.csv, line 2"],
      [2, "2-1-1", "in/rows.csv, line 4"],
    ]);
    expect(await rows[0]?.inputs()).toEqual({ name: "ada", tone: "" });
    expect(rows[1]?.fields).toEqual({ name: "=1+1", tone: "dry" });
  });

  it("give files where the input takes one, and never for an empty cell", async () => {
    const rows = read('name,count,photo\nada,3,a.png\nben,,\ncyd,4,"data:image/png;base64,AA"\n');
    expect(await rows[0]?.inputs()).toEqual({
      ...{ name: "ada", count: "3" },
      photo: { asset: "a.png", mime: "image/png", bytes: 1 },
    });
    expect(await rows[1]?.inputs()).toEqual({ name: "ben", count: "", photo: "" });
    expect((await rows[2]?.inputs())?.photo).toBe("data:image/png;base64,AA");
  });

  it("never read a file that a text names", async () => {
    expect(await read("name\n@/etc/passwd\n")[0]?.inputs()).toEqual({ name: "@/etc/passwd" });
  });

  it("are separated by tabs in a .tsv, and objects in a .jsonl", async () => {
    expect(read("name\ttone\na, b\tdry\n", "rows.tsv")[0]?.fields).toEqual({ name: "a, b", tone: "dry" });
    const rows = read('{"name":"ada","count":3}\n\n{"name":["x"]}', "rows.JSONL");
    expect(await rows[0]?.inputs()).toEqual({ name: "ada", count: 3 });
    expect(rows[1]).toMatchObject({ number: 2, where: "rows.JSONL, line 3", name: "2", fields: { name: ["x"] } });
  });

  it.each([
    ["nane\nada\n", "in/rows.csv, line 1: Nothing takes nane."],
    ["name,tone\nada,dry\nben\ncyd\n", "in/rows.csv, line 3 has fewer fields .* 1 more, the next in line 4"],
    ['name,tone\n"two\nlines",dry\nben,dry,x\n', "in/rows.csv, line 4: .* more fields"],
    ['sep=,\nname,tone\nada,"dry\n', "in/rows.csv, line 3: .* quote without its other end"],
    ["name\n\n", "in/rows.csv has no rows"],
  ])("are refused with the line where they are wrong: %j", (text, words) => {
    expect(() => read(text)).toThrow(new RegExp(words));
  });

  it.each([
    ['{"name":"a"}\n{"name":', "line 2: The row is not JSON"],
    ['{"name":"a"}\n["b"]', "line 2 is no JSON object"],
    ['{"name":"a"}\n\n{"nane":"b"}', "line 3: Nothing takes nane"],
  ])("are refused so in JSON too: %j", (text, words) => {
    expect(() => read(text, "rows.jsonl")).toThrow(new RegExp(words));
  });

  it("pass over a column that has neither a name nor anything in it", () => {
    expect(read("name,,tone\nada,,dry\n")[0]?.fields).toEqual({ name: "ada", tone: "dry" });
    expect(() => read("name,,tone\nada,x,dry\n")).toThrow(/line 1: Nothing takes column 2/);
  });
});
