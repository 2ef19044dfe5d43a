import { expect, it } from "vitest";
import { callUntitled, isUntitled, untitled } from "./untitled";

it("an unnamed workflow is known by its English name and by that of the page, and new ones get the latter", () => {
  expect(untitled()).toBe("Untitled");
  callUntitled("제목 없음");
  expect(untitled()).toBe("제목 없음");
  expect(["Untitled", "제목 없음", "My work"].map(isUntitled)).toEqual([true, true, false]);
});
