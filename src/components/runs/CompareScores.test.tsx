import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { compareScores } from "@/store/compareScores";
import { doneItem, ranItems } from "@/store/table/testTable";
import { CompareScores } from "./CompareScores";

afterEach(cleanup);

const scored = (...scores: number[]) =>
  ranItems(
    scores.map((score) => doneItem({ score, pass: score >= 0.5 })),
    "score",
  );

it("Scores of two runs stand side by side, with the rows that got better and worse", () => {
  const change = compareScores("s", scored(0, 0, 1, 1), scored(1, 1, 1, 0.25));
  render(<CompareScores scores={change === undefined ? [] : [change]} nameOf={() => "Judge"} />);
  const cells = screen.getAllByRole("row")[1]?.children ?? [];
  expect(Array.from(cells, ({ textContent }) => textContent)).toEqual([
    "Judge",
    "50% (15%–85%, n = 4) → 75% (30%–95%, n = 4)",
    "0.50 → 0.81",
    "+2 better",
    "−1 worse",
  ]);
});
