import { describe, expect, it } from "vitest";
import { imageTypeOf, trueImageUrl } from "./imageType";

const bytesOf: Record<string, string> = {
  "image/png": "89504e470d0a1a0a0000000d49484452",
  "image/jpeg": "ffd8ffe000104a464946000101000001",
  "image/gif": "47494638396101000100800000ffffff",
  "image/webp": "524946461a000000574542505650384c",
};
const dataUrl = (mime: string, hex: string) => `data:${mime};base64,${Buffer.from(hex, "hex").toString("base64")}`;

describe("a picture", () => {
  it.each(Object.entries(bytesOf))("is %s by its bytes, whatever its address calls it", (mime, hex) => {
    expect(imageTypeOf(Buffer.from(hex, "hex"))).toBe(mime);
    expect(trueImageUrl(dataUrl("image/jpg", hex))).toBe(dataUrl(mime, hex));
    expect(trueImageUrl(dataUrl(mime, hex))).toBe(dataUrl(mime, hex));
  });

  it.each([
    ["text", Buffer.from("hello, I am text").toString("hex")],
    ["text about GIFs", Buffer.from("GIF8 and later").toString("hex")],
    ["text about WebP", Buffer.from("Pictures WEBP takes").toString("hex")],
    ["text with WEBP where it stands in a picture", Buffer.from("We like WEBP").toString("hex")],
    ["nothing", ""],
    ["a RIFF of sound", "524946461a00000057415645"],
  ])("is not %s, also when it is called one", (_, hex) => {
    expect(() => trueImageUrl(dataUrl("image/png", hex))).toThrow("This file is not a PNG, JPEG, WebP or GIF image.");
  });
});
