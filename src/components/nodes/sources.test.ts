import { describe, expect, it } from "vitest";
import type { Value } from "@/types/run";
import { readCited, withSources } from "./sources";

const a = { url: "https://www.a.test/page", title: "Page A" };
const b = { url: "http://b.test/" };

describe("what an answer says of its sources", () => {
  it("numbers pages in the order in which they are first named, each once", () => {
    const { list, marks } = readCited(
      [
        { ...a, end: 3 },
        { ...b, end: 5 },
        { ...a, end: 7 },
      ],
      "one two",
    );
    expect(list).toEqual([
      { number: 1, url: a.url, title: "Page A", host: "a.test" },
      { number: 2, url: b.url, title: "b.test", host: "b.test" },
    ]);
    expect(marks.map(({ at, source }) => [at, source.number])).toEqual([
      [3, 1],
      [5, 2],
      [7, 1],
    ]);
  });

  it.each<[string, Value]>([
    ["no places", a],
    ["a place beyond the text", { ...a, start: 2, end: 99 }],
    ["an end before its start", { ...a, start: 5, end: 3 }],
    ["a place before the text", { ...a, end: 0 }],
  ])("lists a source with %s, and marks nothing", (_, source) => {
    const { list, marks } = readCited([source], "one two");
    expect([list.length, marks.length]).toEqual([1, 0]);
  });

  it("moves a place within a character behind it", () => {
    expect(readCited([{ ...a, end: 2 }], "a😀b").marks[0]?.at).toBe(3);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "page 3"])(
    "makes no link of %s",
    (url) => {
      expect(readCited([{ url, title: "x" }], "").list).toEqual([{ number: 1, url, title: "x" }]);
    },
  );

  it("passes over what is no source", () => {
    for (const value of [undefined, null, "x", {}, [1, null, {}, { url: 7 }, [a]]] as (Value | undefined)[]) {
      expect(readCited(value, "text")).toEqual({ list: [], marks: [] });
    }
  });

  it("goes along with the answer as Markdown", () => {
    const { list } = readCited([{ url: "https://a.test/x_(y)", title: "A [draft]" }], "");
    expect(withSources("Words.\n", list, "Sources")).toBe(
      "Words.\n\nSources:\n\n1. [A \\[draft\\]](<https://a.test/x_(y)>)\n",
    );
  });
});
