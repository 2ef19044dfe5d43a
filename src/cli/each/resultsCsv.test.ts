import papa from "papaparse";
import { expect, it } from "vitest";
import { resultsCsv } from "./resultsCsv";
import type { RowResult } from "./rowResult";

const row = (number: number, fields: Record<string, string>) => ({
  ...{ number, name: `${number}`, where: "", fields },
  inputs: async () => fields,
});

it("has each row with what it was given and what came of it, and no formula", () => {
  const picture = { asset: "a".repeat(64), mime: "image/png", bytes: 1 };
  const results: RowResult[] = [
    {
      ...{ row: 1, name: "1-ada", status: "completed", run: "r1", calls: 2, tokens: 7 },
      outputs: { text: "=HYPERLINK(1)", picture, name: 'Ada, "the"\nfirst' },
      files: { text: ["1-ada/text.md"], picture: ["1-ada/picture.png"] },
    },
    { row: 2, name: "2-ben", status: "failed", outputs: {}, error: { code: "content_rejected", message: "+No." } },
  ];
  const rows = [row(1, { name: "ada", "=x": "-5" }), row(2, { name: "@ben", "=x": "-5a" }), row(3, { name: "cyd" })];
  const text = resultsCsv(
    rows,
    ({ number }) => results[number - 1],
    ({ number }) => `row ${number}`,
  );
  expect(text.endsWith("\r\n")).toBe(true);
  const records = papa.parse<Record<string, string>>(text.trimEnd(), { header: true }).data;
  expect(records[0]).toEqual({
    ...{ row: "1", name: "row 1", status: "completed", "name (2)": "ada", "'=x": "-5" },
    ...{ text: "'=HYPERLINK(1)", picture: "1-ada/picture.png", "name (3)": 'Ada, "the"\nfirst' },
    ...{ error: "", files: "1-ada/text.md 1-ada/picture.png", run: "r1", calls: "2", tokens: "7" },
  });
  expect(records[1]).toMatchObject({ status: "failed", "name (2)": "'@ben", "'=x": "'-5a", error: "'+No." });
  expect(records[2]).toMatchObject({ status: "not started", "name (2)": "cyd", "'=x": "", text: "" });
});
