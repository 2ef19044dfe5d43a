import { expect, test } from "vitest";
import { checkFiles } from "./checkFiles";

const pdf = (text: string, name = "a.pdf") => ({
  name,
  dataUrl: `data:application/pdf;base64,${Buffer.from(text, "latin1").toString("base64")}`,
});

test("a PDF is one by its bytes, also behind what others put before it", () => {
  expect(() => checkFiles()).not.toThrow();
  expect(() => checkFiles([pdf("%PDF-1.7\n"), pdf(`${"\n".repeat(1000)}%PDF-1.4`)])).not.toThrow();
});

test.each(["", "hello", "PK\x03\x04", `${"\n".repeat(2000)}%PDF-1.4`])("%j is none, whatever it is called", (text) => {
  expect(() => checkFiles([pdf("%PDF-1.7\n"), pdf(text, "b.pdf")])).toThrow(
    expect.objectContaining({
      code: "unsupported_file",
      message: "b.pdf is not a PDF, whatever it is called. Give a PDF.",
    }),
  );
});

test("files of one call together have a largest size", () => {
  const large = pdf(`%PDF-1.7\n${" ".repeat(25_000_000 - 9)}`);
  expect(() => checkFiles([large, large])).not.toThrow();
  expect(() => checkFiles([large, large, pdf("%PDF-1.7\n")])).toThrow(
    expect.objectContaining({
      code: "too_large",
      message: expect.stringContaining("51 MB together; 50 MB is the most"),
    }),
  );
});
