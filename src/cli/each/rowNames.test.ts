import { expect, it } from "vitest";
import { createNamer, safeName } from "./rowNames";

it.each([
  ["1 Ada Lovelace", "1-Ada-Lovelace"],
  ["../../etc/passwd", "etc-passwd"],
  ["..", "_"],
  ["", "_"],
  ["a\\b:c*d?\u0000e\nf", "a-b-c-d-e-f"],
  ["CON", "_CON"],
  ["nul.txt", "_nul.txt"],
  ["console", "console"],
  ["비교 결과", "비교-결과"],
  ["cafe\u0301", "café"],
  ["trailing. ", "trailing"],
])("makes %j a name that every file system takes", (text, name) => {
  expect(safeName(text)).toBe(name);
});

it("keeps names short in bytes, also in scripts with many of them", () => {
  for (const letter of ["x", "表", "𠮷"]) expect(Buffer.byteLength(safeName(letter.repeat(500)))).toBeLessThan(250);
});

it("gives each name once, whatever the case, and none that is taken", () => {
  const nameOf = createNamer(["Kept"]);
  expect(["a", "A", "a/", "a-2", "kept"].map(nameOf)).toEqual(["a", "A-2", "a-3", "a-2-2", "kept-2"]);
});
