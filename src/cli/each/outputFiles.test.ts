import { expect, it } from "vitest";
import type { Value } from "@/types/run";
import { outputFiles } from "./outputFiles";

const asset = (mime: string, name = "a") => ({ asset: name.repeat(64), mime, bytes: 3 });
const filesOf = (outputs: Record<string, Value>, formats: Record<string, string> = {}) =>
  outputFiles(outputs, new Map(Object.entries(formats))).map(({ stem, ending }) => `${stem}.${ending}`);

it("writes texts, JSON and assets under the endings of what they are", () => {
  const outputs = { story: "# Hi", note: "Hi", data: '{"a":1}', words: "no JSON", record: { a: 1 }, count: 3 };
  const formats = { story: "markdown", note: "text", data: "json", words: "json" };
  expect(filesOf(outputs, formats)).toEqual([
    ...["story.md", "note.txt", "data.json", "words.md", "record.json", "count.json"],
  ]);
  expect(filesOf({ a: asset("image/jpeg"), b: asset("application/pdf"), c: asset("application/x-thing") })).toEqual([
    ...["a.jpg", "b.pdf", "c.bin"],
  ]);
});

it("writes each picture of a list as a file, and the list too where it has more than pictures", () => {
  const [one, other] = [asset("image/png", "a"), asset("image/webp", "b")];
  expect(filesOf({ pictures: [one, other] })).toEqual(["pictures-1.png", "pictures-2.webp"]);
  const failed = { error: { code: "content_rejected", message: "No." } };
  expect(filesOf({ pictures: [one, failed] })).toEqual(["pictures.png", "pictures-2.json"]);
  expect(filesOf({ rows: ["a", "b"], none: [] })).toEqual(["rows.json", "none.json"]);
});

it("gives names that lead nowhere else, each once", () => {
  expect(filesOf({ "../a": "x", "..\\a": "y", A: "z" })).toEqual(["a.md", "a-2.md", "A-3.md"]);
});
