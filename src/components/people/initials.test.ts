import { describe, expect, it } from "vitest";
import { initialsOf, tintOf } from "./initials";

describe("the disc of a person", () => {
  it.each([
    ["mina", "M"],
    ["mina.park", "MP"],
    ["mina.s.park@example.com", "MP"],
    ["민아", "민"],
    ["@", "@"],
  ])("has of %s the letters %s", (name, letters) => {
    expect(initialsOf(name)).toBe(letters);
  });

  it("has one colour for a person always, and not the same for all", () => {
    expect(tintOf("p_mina")).toBe(tintOf("p_mina"));
    const tints = new Set(Array.from({ length: 20 }, (_, index) => tintOf(`p_${index}`)));
    expect(tints.size).toBe(5);
  });
});
