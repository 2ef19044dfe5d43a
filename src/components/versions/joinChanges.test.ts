import { diffWordsWithSpace } from "diff";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiffPart, joinChanges } from "./joinChanges";

const diff = (before: string, after: string) => joinChanges(diffWordsWithSpace(before, after));
const side = (parts: DiffPart[], left: "added" | "removed") =>
  parts
    .filter((part) => !part[left])
    .map(({ value }) => value)
    .join("");
const shown = (parts: DiffPart[]) =>
  parts.map(({ value, added, removed }) => (added ? `+${value}` : removed ? `-${value}` : value));

describe("changed words", () => {
  it("that stand side by side are one change, not one for each word", () => {
    expect(shown(diff("So begin small today, and look.", "That is reason today, and look."))).toEqual([
      ...["-So begin small", "+That is reason", " today, and look."],
    ]);
  });

  it("that only came or only went leave the blanks where they are", () => {
    expect(shown(diff("a cat", "a fat cat"))).toEqual(["a ", "+fat ", "cat"]);
  });

  it("on two lines are two changes", () => {
    expect(shown(diff("one\ntwo", "three\nfour"))).toEqual(["-one", "+three", "\n", "-two", "+four"]);
  });

  it("give both texts back, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a", "b", "cd", " ", "  ", "\n", ","), { maxLength: 20 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diff(before.join(""), after.join(""));
        expect(side(parts, "added")).toBe(before.join(""));
        expect(side(parts, "removed")).toBe(after.join(""));
      }),
    );
  });
});
