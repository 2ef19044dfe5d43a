import fc from "fast-check";
import { expect, it } from "vitest";
import { changeTo } from "./changeTo";

it("makes one text of another by replacing what lies between their common ends", () => {
  const near = fc.array(fc.constantFrom("a", "b", "ab", "\n"), { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(near, near, (from, to) => {
      const change = changeTo(from, to);
      const made = change && from.slice(0, change.from) + change.insert + from.slice(change.to);
      expect(made ?? from).toBe(to);
    }),
  );
  expect(changeTo("one two three", "one 2 three")).toEqual({ from: 4, to: 7, insert: "2" });
});
