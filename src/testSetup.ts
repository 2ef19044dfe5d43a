import { afterEach, beforeEach, expect, vi } from "vitest";

/** Any `console.error` fails the test it happens in, unless the test replaced the spy and looked at it. */
beforeEach(() => {
  vi.spyOn(console, "error");
});

afterEach(() => {
  const spy = vi.mocked(console.error);
  const calls = vi.isMockFunction(spy) ? spy.mock.calls : [];
  vi.restoreAllMocks();
  expect(calls).toEqual([]);
});
