import { describe, expect, it } from "vitest";
import { compareScores } from "./compareScores";
import { idleNode } from "./runReducer";
import { doneItem, failedItem, ranItems } from "./table/testTable";

const scored = (...scores: (number | undefined)[]) =>
  ranItems(
    scores.map((score) => (score === undefined ? failedItem("Late") : doneItem({ score, pass: score >= 0.5 }))),
    "score",
  );

describe("a score in two runs", () => {
  it("has mean and pass rate before and after, and counts rows that got better and worse", () => {
    const change = compareScores("s", scored(0, 1, 0.5, undefined), scored(1, 0.75, 0.5, 1));
    expect(change).toMatchObject({
      before: { mean: 0.5, pass: { passes: 2, n: 3 } },
      after: { mean: 0.8125, pass: { passes: 4, n: 4 } },
      ...{ better: 1, worse: 1 },
    });
    expect(change?.after.pass.interval?.low).toBeGreaterThan(0.5);
  });

  it("is compared as one value where it scored no list, and not at all where a run has no score", () => {
    const single = (score: number) => ({ ...idleNode, output: { score, pass: score > 0.5 } });
    expect(compareScores("s", single(0), single(1))).toMatchObject({ better: 1, worse: 0, after: { mean: 1 } });
    expect(compareScores("s", idleNode, single(1))).toBeUndefined();
    expect(compareScores("s", scored(undefined), scored(1))).toBeUndefined();
  });
});
