import { afterEach, expect, it } from "vitest";
import { INSPECTOR_WIDTH, readPreferences, writePreferences } from "./localStorage";

afterEach(() => localStorage.clear());

it("gives defaults for what is missing or damaged", () => {
  localStorage.setItem("patchbay.preferences", '{"inspectorWidth":');
  expect(readPreferences().inspectorWidth).toBe(INSPECTOR_WIDTH.usual);
  localStorage.setItem("patchbay.preferences", '{"inspectorWidth":99999}');
  expect(readPreferences().inspectorWidth).toBe(INSPECTOR_WIDTH.usual);
});

it("keeps a preference for the next visit", () => {
  writePreferences({ inspectorWidth: 400 });
  expect(readPreferences().inspectorWidth).toBe(400);
});

it("lives with a browser that refuses to store anything", () => {
  const refuse = () => {
    throw new Error("QuotaExceededError");
  };
  const refusing = { getItem: () => null, setItem: refuse } as unknown as Storage; // the two methods that are used
  expect(writePreferences({ inspectorWidth: 300 }, refusing).inspectorWidth).toBe(300);
});
