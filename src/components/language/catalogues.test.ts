import { describe, expect, it } from "vitest";
import { allMessages } from "@/components/messages/all";
import { ko } from "@/components/messages/ko/ko";
import { zh } from "@/components/messages/zh/zh";

/** Where two catalogues do not have the same: `- shell.close` is only in the first one, `+` only in the second. */
function differences(first: object, second: object, path = ""): string[] {
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return [...keys].flatMap((key) => {
    const [a, b] = [valueAt(first, key), valueAt(second, key)];
    const name = `${path}${key}`;
    if (b === undefined) return [`- ${name}`];
    if (a === undefined) return [`+ ${name}`];
    if (isBranch(a) && isBranch(b)) return differences(a, b, `${name}.`);
    return typeof a === typeof b ? [] : [`! ${name}`];
  });
}

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function valueAt(words: object, key: string): unknown {
  return (words as Record<string, unknown>)[key];
}

/** Every text that stands as it is, with its place. */
function textsOf(words: object, path = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] => {
    if (isBranch(value)) return textsOf(value, `${path}${key}.`);
    return typeof value === "string" ? [[`${path}${key}`, value]] : [];
  });
}

describe("a difference of two catalogues", () => {
  it("is what one of them lacks, and what is a sentence in one and a text in the other", () => {
    const first = { a: "A", b: { c: "C", d: () => "D" } };
    expect(differences(first, { b: { c: "C", d: "D" }, e: "E" })).toEqual(["- a", "! b.d", "+ e"]);
  });
});

describe.each([
  ["한국어", ko],
  ["简体中文", zh],
])("the catalogue of %s", (_name, catalogue) => {
  it("has all words, and no others", () => {
    expect(differences(allMessages, catalogue)).toEqual([]);
  });

  it("keeps the places that are written in braces", () => {
    const english = new Map(textsOf(allMessages));
    const places = (text = "") => text.match(/\{\{.*?\}\}/g)?.length ?? 0;
    const changed = textsOf(catalogue).filter(([path, text]) => places(text) !== places(english.get(path)));
    expect(changed).toEqual([]);
  });

  it("says nothing where English has words, and words where English says nothing, nowhere", () => {
    const english = new Map(textsOf(allMessages));
    const changed = textsOf(catalogue).filter(([path, text]) => (text === "") !== (english.get(path) === ""));
    expect(changed).toEqual([]);
  });
});
