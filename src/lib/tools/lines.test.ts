import { expect, it } from "vitest";
import { createLines } from "./lines";

it("lines come whole, wherever the pieces are cut", () => {
  const bytes = Buffer.from("eins\nzwei ü\n\nlast");
  for (let size = 1; size <= bytes.length; size++) {
    const lines = createLines(100);
    const found: string[] = [];
    for (let from = 0; from < bytes.length; from += size)
      found.push(...(lines.add(bytes.subarray(from, from + size)) ?? []));
    expect(found).toEqual(["eins", "zwei ü", ""]);
  }
});

it("a line that is too long is told, whether it has ended or not", () => {
  expect(createLines(5).add(Buffer.from("123456"))).toBeUndefined();
  expect(createLines(5).add(Buffer.from("123456\n"))).toBeUndefined();
  const lines = createLines(5);
  expect(lines.add(Buffer.from("1234"))).toEqual([]);
  expect(lines.add(Buffer.from("56\n"))).toBeUndefined();
  expect(createLines(5).add(Buffer.from("12345\n12345\n"))).toEqual(["12345", "12345"]);
});
