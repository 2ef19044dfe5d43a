import { afterEach, describe, expect, it } from "vitest";
import { serve, stopServing } from "@/components/testServer";
import { isReadableFile, uploadFile } from "./uploadFile";

const asset = { asset: "0".repeat(64), mime: "application/pdf", bytes: 8 };
afterEach(stopServing);

describe("a file that is dropped", () => {
  it.each([
    ["paper.pdf", "%PDF-1.7"],
    ["paper.txt", "%PDF-1.7"],
    ["table.csv", "PK\x03\x04"],
    ["letter.docx", "PK\x03\x04"],
    ["page.html", "<html></html>"],
    ["old.doc", "\xd0\xcf\x11\xe0"],
  ])("%s is read as a document, by its name or by how it begins", async (name, content) => {
    const seen = serve({ "POST /api/assets": asset });
    const file = new File([Uint8Array.from(content, (letter) => letter.charCodeAt(0))], name);
    expect(isReadableFile(file)).toBe(true);
    expect(await uploadFile(file)).toEqual({ asset, as: "document", fileName: name });
    expect(seen).toMatchObject([{ body: { type: "application/octet-stream" } }]);
  });

  it.each([
    ["rows.csv", "csv"],
    ["notes.md", "text"],
    ["facts.json", "json"],
  ])("%s is read as %s, as before", async (name, as) => {
    serve({ "POST /api/assets": asset });
    expect(await uploadFile(new File(["a"], name))).toMatchObject({ as });
  });

  it("is not taken when it is too large, or of no kind that can be read", async () => {
    const seen = serve({});
    const large = new File(["%PDF-"], "large.pdf");
    Object.defineProperty(large, "size", { value: 51 * 1024 * 1024 });
    expect(await uploadFile(large)).toBeUndefined();
    expect(isReadableFile(new File(["x"], "a.zip"))).toBe(false);
    expect(seen).toEqual([]);
  });
});
