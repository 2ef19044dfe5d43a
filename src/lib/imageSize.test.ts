import { expect, it } from "vitest";
import { imageSizeOf } from "./imageSize";

const bytes = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");
const riff = (kind: string, rest: string) =>
  Buffer.concat([Buffer.from(`RIFF\0\0\0\0WEBP${kind}`, "latin1"), bytes(rest)]);

const pictures = {
  png: bytes("89504e470d0a1a0a 0000000d49484452 00000280000001e0"),
  gif: bytes("474946383961 0200 0300"),
  jpeg: bytes("ffd8 ffe000104a46494600010100000100010000 ffc4000400ff ffc0001108012c01900301"),
  "webp, extended": riff("VP8X", "0a00000000000000 1f0300 1f0100"),
  "webp, lossless": riff("VP8L", "00000000 2f 1fc34700 0000000000"),
  "webp, lossy": riff("VP8 ", "00000000 000000 9d012a 2003 2001"),
};

it.each([
  ["png", 640, 480],
  ["gif", 2, 3],
  ["jpeg", 400, 300],
  ["webp, extended", 800, 288],
  ["webp, lossless", 800, 288],
  ["webp, lossy", 800, 288],
] as const)("reads the size of a %s from its header", (kind, width, height) => {
  expect(imageSizeOf(pictures[kind])).toEqual({ width, height });
});

it("knows none of a part of a header, of an empty picture and of anything else", () => {
  for (const picture of Object.values(pictures)) {
    for (let length = 0; length < 10; length++) expect(imageSizeOf(picture.subarray(0, length))).toBeUndefined();
  }
  expect(imageSizeOf(bytes("89504e470d0a1a0a 0000000d49484452 0000000000000000"))).toBeUndefined();
  expect(imageSizeOf(Buffer.from("Some text that is long enough to be looked at."))).toBeUndefined();
});
