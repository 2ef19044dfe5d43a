import { describe, expect, it } from "vitest";
import type { Value } from "@/types/run";
import { judgeLines, readJudges } from "./judges";

const judges = (...each: [string, boolean][]): Value => ({
  n: each.length,
  each: each.map(([model, pass]) => ({ model, pass, given: 4 })),
});

describe("several judges of one score", () => {
  it("are each held against the thumbs, on the rows that have one", () => {
    const said = [
      judges(["a", true], ["b", true]),
      judges(["a", false], ["b", true]),
      judges(["a", true], ["b", true]),
    ];
    const thumbs = ["up", "down", null] as const;
    const lines = judgeLines(
      (row) => readJudges(said[row]),
      [0, 1, 2],
      (row) => thumbs[row],
    );
    expect(lines).toEqual([
      { name: "a", agreement: { n: 2, observed: 1, kappa: 1 } },
      { name: "b", agreement: { n: 2, observed: 0.5, kappa: 0 } },
    ]);
  });

  it("are told apart where they are the same model", () => {
    const lines = judgeLines(
      () => readJudges(judges(["m", true], ["m", false])),
      [0],
      () => "up",
    );
    expect(lines.map(({ name, agreement }) => [name, agreement.observed])).toEqual([
      ["m", 1],
      ["m 2", 0],
    ]);
  });

  it("are none where one judges alone, nor in what is no output of judges", () => {
    expect(
      judgeLines(
        () => readJudges(judges(["a", true])),
        [0],
        () => "up",
      ),
    ).toEqual([]);
    for (const odd of [undefined, null, [], { each: "x" }, { each: [null, { model: 1, pass: true }] }]) {
      expect(readJudges(odd as Value)).toEqual([]);
    }
  });
});
