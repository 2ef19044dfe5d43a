import { describe, expect, it } from "vitest";
import { idleNode } from "@/store/runReducer";
import type { Value } from "@/types/run";
import { fileNameOf, picturesOf, readPictures } from "./picture";

const png = { asset: "a".repeat(64), mime: "image/png", bytes: 10 };
const failed = { error: { code: "content_rejected", message: "Declined." } };
const about = (asked: Value, got: Value) => {
  const [picture] = readPictures({ ...png, asked, got }, "x") ?? [];
  return picture !== undefined && "src" in picture ? picture.about : undefined;
};

describe("the pictures of a value", () => {
  it("are one or many, each with a name for its file, and failed ones in their places", () => {
    const jpeg = { ...png, mime: "image/jpeg", width: 3, height: 2 };
    expect(readPictures(png, "Cat")).toMatchObject([{ src: `/api/assets/${png.asset}`, fileName: "Cat.png" }]);
    expect(readPictures([png, failed, jpeg], "Cat")).toMatchObject([
      { fileName: "Cat 1.png" },
      { fault: "Declined." },
      { fileName: "Cat 3.jpg", width: 3, height: 2 },
    ]);
  });

  it("are none where anything else is among them", () => {
    const pdf = { ...png, mime: "application/pdf" };
    for (const value of ["x", [], {}, null, undefined, pdf, [png, "x"], [png, pdf], [failed]] as (
      | Value
      | undefined
    )[]) {
      expect(readPictures(value, "x")).toBeUndefined();
    }
  });

  it("say what came of what was asked only where it differs", () => {
    expect(about({ size: "1536x1024", quality: "high" }, { size: "1024x1024", quality: "medium" })).toBe(
      "asked 1536x1024, high · got 1024x1024, medium",
    );
    expect(about({ size: "1024x1024" }, { size: "1024x1024", quality: "medium" })).toBe("1024x1024, medium");
    expect(about({}, { quality: "low" })).toBe("low");
    expect(about({ quality: "high", n: 2 }, {})).toBe("asked high");
    expect(about({}, {})).toBeUndefined();
  });

  it("have names that every file system takes", () => {
    expect(fileNameOf('a/b\\c: "d"\n', "image/webp")).toBe("a b c d.webp");
    expect(fileNameOf(" / ", "image/gif")).toBe("Picture.gif");
  });

  it("of items come in their order while others are still made", () => {
    const item = { attempt: 1, text: "" };
    const items = [
      { ...item, status: "done" as const, output: { image: [png, png] } },
      undefined,
      { ...item, status: "failed" as const, error: { code: "content_rejected", message: "Declined." } },
      { ...item, status: "done" as const, output: { image: png } },
    ];
    expect(
      picturesOf({ ...idleNode, items }, "Cat").map((shown) => ("src" in shown ? shown.fileName : shown.fault)),
    ).toEqual(["Cat 1.png", "Cat 2.png", "Declined.", "Cat 4.png"]);
  });
});
