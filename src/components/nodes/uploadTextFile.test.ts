import { afterEach, describe, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { isTextFile, readListFile, uploadTextFile } from "./uploadTextFile";

const asset = { asset: "0".repeat(64), mime: "text/csv", bytes: 8 };

afterEach(stopServing);

describe("a text file that is dropped", () => {
  it.each([
    ["rows.csv", "", "csv", "text/csv"],
    ["rows.TSV", "", "csv", "text/csv"],
    ["facts.json", "application/json", "json", "application/json"],
    ["notes.md", "", "text", "text/markdown"],
    ["notes.txt", "text/plain", "text", "text/markdown"],
    ["unnamed", "text/csv", "csv", "text/csv"],
  ])("%s (%s) is read as %s and sent as a type that no foreign form can send", async (name, type, as, sent) => {
    const seen = serve({ "POST /api/assets": asset });
    expect(await uploadTextFile(new File(["a,b\n1,2\n"], name, { type }))).toEqual({ asset, as, fileName: name });
    expect(seen).toMatchObject([{ body: { type: sent } }]);
  });

  it("is refused without a request when it is something else", async () => {
    const seen = serve({});
    const archive = new File(["x"], "a.zip", { type: "application/zip" });
    expect(isTextFile(archive)).toBe(false);
    expect(await uploadTextFile(archive)).toBeUndefined();
    expect(seen).toEqual([]);
  });
});

describe("a text file that a list takes", () => {
  it.each([
    ["rows.csv", "csv"],
    ["facts.json", "json"],
    ["notes.txt", "lines"],
  ])("%s is split as %s, and stays in the document", async (name, split) => {
    const seen = serve({});
    expect(await readListFile(new File(["a\nb"], name))).toEqual({ text: "a\nb", split });
    expect(seen).toEqual([]);
  });

  it("is refused when it would make the document too large", async () => {
    expect(await readListFile(new File(["x".repeat(500_001)], "rows.csv"))).toBeUndefined();
  });
});
