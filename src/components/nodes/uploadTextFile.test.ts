import { afterEach, describe, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { isTextFile, uploadTextFile } from "./uploadTextFile";

const asset = { asset: "0".repeat(64), mime: "text/csv", bytes: 8 };

afterEach(stopServing);

describe("a text file that is dropped", () => {
  it.each([
    ["rows.csv", "", "csv"],
    ["rows.TSV", "", "csv"],
    ["facts.json", "application/json", "json"],
    ["notes.md", "", "text"],
    ["unnamed", "text/csv", "csv"],
  ])("%s (%s) is read as %s", async (name, type, as) => {
    const seen = serve({ "POST /api/assets": asset });
    expect(await uploadTextFile(new File(["a,b\n1,2\n"], name, { type }))).toEqual({ asset, as, fileName: name });
    expect(seen).toHaveLength(1);
  });

  it("is refused without a request when it is something else", async () => {
    const seen = serve({});
    const archive = new File(["x"], "a.zip", { type: "application/zip" });
    expect(isTextFile(archive)).toBe(false);
    expect(await uploadTextFile(archive)).toBeUndefined();
    expect(seen).toEqual([]);
  });
});
