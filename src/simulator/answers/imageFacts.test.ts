import { describe, expect, test } from "vitest";
import { readDataUrl, readImage } from "./imageFacts";

const gif = Buffer.from("R0lGODlhAgADAIAAAP///wAAACwAAAAAAgADAAACAkQBADs=", "base64");
const png = Buffer.concat([
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
  Buffer.from("00000280000001e0", "hex"),
]);
const jpeg = Buffer.from("ffd8ffe000104a46494600010100000100010000ffc0001108012c01900301", "hex");
const webp = Buffer.concat([
  Buffer.from("RIFF\0\0\0\0WEBPVP8X", "latin1"),
  Buffer.from("0a00000000000000", "hex"),
  Buffer.from("1f03001f0100", "hex"),
]);

describe("an image", () => {
  test.each([
    ["image/gif", gif, 2, 3],
    ["image/png", png, 640, 480],
    ["image/jpeg", jpeg, 400, 300],
    ["image/webp", webp, 800, 288],
  ])("of kind %s tells its size", (mime, bytes, width, height) => {
    expect(readImage(bytes)).toEqual({ mime, width, height, bytes: bytes.length });
  });

  test("is told by its bytes, whatever its data URL claims", () => {
    expect(readDataUrl(`data:image/png;base64,${gif.toString("base64")}`)?.mime).toBe("image/gif");
  });

  test("is nothing when the bytes are not one", () => {
    expect(readDataUrl("data:image/png;base64,AAAA")).toBeUndefined();
    expect(readDataUrl("https://example.com/cat.png")).toBeUndefined();
  });
});
