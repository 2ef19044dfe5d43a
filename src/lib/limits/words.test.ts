import { expect, test } from "vitest";
import { nameWindow, usageLimitSentence } from "./words";

test.each([
  [300, "5 h"],
  [10_080, "7 d"],
  [43_200, "30 d"],
  [1440, "1 d"],
  [90, "90 min"],
  [1500, "25 h"],
  [0, "0 min"],
])("a window of %i minutes is called %s", (minutes, name) => {
  expect(nameWindow(minutes * 60)).toBe(name);
});

test("a used-up plan is told with what is known of it", () => {
  expect(usageLimitSentence("“Work”", "2026-11-25T14:05:30.000Z", "7 d")).toBe(
    "The usage limit of “Work” is reached (the 7 d window). It resets at 2026-11-25 14:05 UTC.",
  );
  expect(usageLimitSentence("“Work”", undefined, undefined)).toBe("The usage limit of “Work” is reached.");
});
