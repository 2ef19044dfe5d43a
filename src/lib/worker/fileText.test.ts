import { describe, expect, it } from "vitest";
import { AppError } from "@/types/errors";
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

  it("is read once for many calls, also at once, and again after it failed or when others came since", async () => {
    const reads: string[] = [];
    const text = createFileText({
      readDocument: async function* (bytes) {
        const content = Buffer.from(bytes).toString();
        reads.push(content);
        if (content === "bad") throw new AppError("unsupported_file", "No.");
        yield { unit: "document", pages: 1 };
        yield { page: content };
      },
    });
    const of = (content: string) => text(file(Buffer.from(content)));
    expect(await Promise.all([of("a"), of("a")])).toEqual(["a", "a"]);
    await expect(of("bad")).rejects.toThrow("No.");
    await expect(of("bad")).rejects.toThrow("No.");
    for (const content of ["b", "c", "a", "d", "e", "a", "b"]) await of(content);
    expect(reads).toEqual(["a", "bad", "bad", "b", "c", "d", "e", "b"]);
  });

  it("is refused in words where there is none", async () => {
    await expect(fileText(file(pdf([[]])))).rejects.toMatchObject({ code: "unsupported_file", facts: { scan: true } });
    await expect(fileText(file(lockedPdf()))).rejects.toMatchObject({ code: "unsupported_file", message: /password/ });
  });
});
