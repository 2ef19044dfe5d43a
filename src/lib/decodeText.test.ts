import { describe, expect, it } from "vitest";
import { decodeText, type Encoding, encodings, guessEncoding, readText } from "./decodeText";

const utf16 = (text: string, isBig: boolean, mark = true) => {
  const units = Array.from((mark ? "\ufeff" : "") + text, (letter) => letter.charCodeAt(0));
  return new Uint8Array(units.flatMap((unit) => (isBig ? [unit >> 8, unit & 255] : [unit & 255, unit >> 8])));
};
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = new Uint8Array([0x4b, 0xf6, 0x6c, 0x6e, 0x0a, 0x5a, 0x6f, 0xeb]); // Köln, Zoë
const gbk = new Uint8Array([0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0xb1, 0xb1, 0xbe, 0xa9]); // 张三,北京

describe("the text of a file", () => {
  it("is read where the file says what it is: UTF-8 with and without mark, UTF-16 of both orders", () => {
    for (const bytes of [utf8("Zoë"), utf8("\ufeffZoë"), utf16("Zoë", true), utf16("Zoë", false)]) {
      expect(decodeText(bytes, "it")).toBe("Zoë");
    }
  });

  it("is not guessed: the refusal names the file and the way on", () => {
    for (const bytes of [latin, gbk, utf16("Zoë", true, false), utf16("ab", false, false), new Uint8Array([0, 1])]) {
      expect(readText(bytes)).toBeUndefined();
      expect(() => decodeText(bytes, "people.csv")).toThrow(/^people.csv is not text, or not in UTF-8.*encoding/);
    }
  });

  it("is read in the encoding that somebody says, which counts less than a mark", () => {
    expect(decodeText(latin, "it", "windows-1252")).toBe("Köln\nZoë");
    expect(decodeText(gbk, "it", "gb18030")).toBe("张三,北京");
    expect(decodeText(utf16("Zoë", true, false), "it", "utf-16be")).toBe("Zoë");
    expect(decodeText(utf8("Zoë"), "it", "gb18030")).toBe("Zoë");
    expect(() => decodeText(latin.slice(1), "it", "utf-16le")).toThrow(/not text in UTF-16, little endian/);
  });

  it("can be read in each encoding that is offered", () => {
    for (const name of Object.keys(encodings)) expect(new TextDecoder(name).encoding).toBe(name);
  });

  it.each<[string, Uint8Array, Encoding]>([
    ["letters alone", latin, "windows-1252"],
    ["letters in pairs", gbk, "gb18030"],
    ["zeros after letters", utf16("Zo", false, false), "utf-16le"],
    ["zeros before letters", utf16("Zo", true, false), "utf-16be"],
  ])("of %s begins the choice with the likeliest", (_, bytes, encoding) => {
    expect(guessEncoding(bytes)).toBe(encoding);
  });
});
