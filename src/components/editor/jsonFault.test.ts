import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFault } from "./jsonFault";
import { jsonPlace } from "./jsonPlace";

describe("what is wrong with JSON", () => {
  it.each([
    ['{"a": [1, 2', 11, "unfinished"],
    ["", 0, "unfinished"],
    ['{"a": 1,}', 8, "trailingComma"],
    ["[1, ]", 4, "trailingComma"],
    ['{"a": 1\n  "b": 2}', 10, "comma"],
    ["[1 2]", 3, "comma"],
    ['{"a" 1}', 5, "colon"],
    ["{'a': 1}", 1, "quotes"],
    ['{"a": “b”}', 6, "quotes"],
    ["{a: 1}", 1, "name"],
    ['{"a": tru}', 6, "unexpected"],
    ['{"a": 1} x', 9, "unexpected"],
    ['{"a": 1} {}', 9, "unexpected"],
  ])("is told with its place: %s", (text, at, kind) => {
    expect(jsonFault(text)).toEqual({ at, kind });
  });

  it("is nothing for all that the browser takes for JSON, and something inside the text for all else", () => {
    const near = fc.array(fc.constantFrom(...'{}[]",:ab10.- \n\\', "true", '"a"', "\u0001"), { maxLength: 12 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          near.map((parts) => parts.join("")),
        ),
        (text) => {
          const fault = jsonFault(text);
          let isJson = true;
          try {
            JSON.parse(text);
          } catch {
            isJson = false;
          }
          expect(fault === undefined).toBe(isJson);
          expect(fault?.at ?? 0).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});

describe("the place of a pointer", () => {
  const text = JSON.stringify({ a: { "b/c": [1, { "~": "x" }] }, d: {} }, null, 2);
  const told = (pointer: string) => {
    const { from, to } = jsonPlace(text, pointer);
    return text.slice(from, to);
  };

  it("is the name of the field, or the item", () => {
    expect(told("/a")).toBe('"a"');
    expect(told("/a/b~1c/0")).toBe("1");
    expect(told("/a/b~1c/1/~0")).toBe('"~"');
  });

  it("is the nearest part there is, and the beginning of all where none is", () => {
    expect(told("/d/e/f")).toBe('"d"');
    expect(told("/a/b~1c/7")).toBe('"b/c"');
    expect(told("/x")).toBe("{");
    expect(told("")).toBe("{");
    expect(jsonPlace("", "/a")).toEqual({ from: 0, to: 0 });
  });
});
