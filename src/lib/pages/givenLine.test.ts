import { describe, expect, it } from "vitest";
import type { Value } from "@/types/run";
import { givenLine } from "./givenLine";

const file = { asset: "a".repeat(64), mime: "text/csv", bytes: 3 };

describe("the line of what a run was given", () => {
  it("tells the first three inputs, shortened and without line breaks", () => {
    expect(givenLine({ topic: " Owls\n\tat night ", tone: "", count: 0, loud: false, more: "x" })).toBe(
      "Owls at night · 0 · false",
    );
    expect(givenLine({ text: "a".repeat(100) })).toBe(`${"a".repeat(59)}…`);
  });

  it("is none where nothing was given", () => {
    expect(givenLine({})).toBeUndefined();
    expect(givenLine({ text: " ", none: null, list: [] })).toBeUndefined();
  });

  it("tells of files their names, else what they are, and never what is in a picture", () => {
    const inputs = { a: { ...file, name: "cities.csv" }, b: file, c: "data:image/png;base64,AAAA" };
    expect(givenLine(inputs)).toBe("cities.csv · text/csv · image/png");
  });

  it("tells how a table begins, and that there is a value that stands apart", () => {
    const apart = { ...file, mime: "application/vnd.patchbay.value+json" };
    expect(givenLine({ rows: [{ city: "Seoul", people: 9 }, { city: "Busan" }], apart })).toBe("Seoul … · …");
  });

  it("stands a value that is deep", () => {
    let deep: Value = "x";
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    expect(givenLine({ deep })).toBe("x");
  });
});
