import { describe, expect, it } from "vitest";
import { imageNotices } from "./imageNotices";

const wide = { width: 1024, height: 576 };

describe("what came otherwise than it was asked for", () => {
  it.each([
    [{}, {}],
    [
      { size: "auto", quality: "auto", background: "auto" },
      { quality: "high", background: "opaque" },
    ],
    [{ size: "1024x576", quality: "high" }, { quality: "high" }],
    [{ size: "16:9" }, {}],
    [{ quality: "high" }, {}],
  ])("is nothing for %j", (asked, got) => {
    expect(imageNotices(asked, got, [wide])).toEqual([]);
  });

  it.each([
    [{ size: "576x1024" }, { size: "1024x576" }, "size 1024x576 instead of 576x1024"],
    [{ size: "1:1" }, { size: "1024x576" }, "size 1024x576 instead of 1:1"],
    [{ quality: "high" }, { quality: "medium" }, "quality medium instead of high"],
    [{ background: "transparent" }, { background: "opaque" }, "background opaque instead of transparent"],
    [{ n: 3 }, {}, "1 of 3 pictures"],
  ])("is told for %j", (asked, got, words) => {
    expect(imageNotices(asked, got, [wide])).toEqual([
      { code: "image_differs", message: `Not all came as asked: ${words}.` },
    ]);
  });
});
