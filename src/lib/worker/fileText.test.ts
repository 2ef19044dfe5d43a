import { describe, expect, it } from "vitest";
import { lockedPdf, pdf } from "./documents/testDocuments";
import { createFileText } from "./fileText";
import { testWork } from "./testWork";

const fileText = createFileText(testWork);
const file = (bytes: Uint8Array) => ({
  name: "a.pdf",
  dataUrl: `data:application/pdf;base64,${Buffer.from(bytes).toString("base64")}`,
});

describe("the text of a file", () => {
  it("is read in a thread, with marks for its pages", async () => {
    expect(await fileText(file(pdf([["one"], ["two"]])))).toBe("--- Page 1 ---\none\n\n--- Page 2 ---\ntwo");
  });

  it("is refused in words where there is none", async () => {
    await expect(fileText(file(pdf([[]])))).rejects.toMatchObject({ code: "unsupported_file", facts: { scan: true } });
    await expect(fileText(file(lockedPdf()))).rejects.toMatchObject({ code: "unsupported_file", message: /password/ });
  });
});
