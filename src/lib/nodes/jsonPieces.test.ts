import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonPieces } from "./jsonPieces";

const whole = (value: unknown) => [...jsonPieces(value)].join("");

describe("JSON in pieces", () => {
  it("is the same text as in one go", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => whole(value) === JSON.stringify(value)));
  });

  it.each<[string, unknown]>([
    ["many items", Array.from({ length: 20_000 }, (_, id) => ({ id, name: `name ${id}`, none: undefined }))],
    ["many fields", Object.fromEntries(Array.from({ length: 20_000 }, (_, id) => [`f${id}`, id]))],
    ["a long text", `${"x".repeat(256 * 1024 - 1)}😀${"\n".repeat(300_000)}`],
    ["large among small", [1, "y".repeat(100_000), undefined, { a: ["z".repeat(100_000), 2] }, "😀", []]],
    ["a record of nothing", { a: { b: undefined, c: "x".repeat(100_000) }, d: { e: undefined } }],
  ])("is the same text for %s, and in several pieces", (_, value) => {
    const pieces = [...jsonPieces(value)];
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("") === JSON.stringify(value)).toBe(true);
    for (const piece of pieces) expect(piece.length).toBeLessThan(600_000);
  });
});
