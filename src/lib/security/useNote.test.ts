import { expect, it } from "vitest";
import { createUseNote, type Used } from "./useNote";

function setUp() {
  const clock = { ms: Date.parse("2026-11-29T12:00:00Z") };
  const state: { kept: Used[]; isFull: boolean; changes: number } = { kept: [{ id: "a" }], isFull: false, changes: 0 };
  const bugs: unknown[] = [];
  const note = createUseNote({
    change: async (edit) => {
      state.changes++;
      await Promise.resolve();
      if (state.isFull) throw new Error("The disk is full.");
      edit(state.kept);
    },
    reportBug: (error) => bugs.push(error),
    now: () => clock.ms,
  });
  return { clock, state, bugs, use: () => note({ ...state.kept[0], id: "a" }) };
}

it("notes a use to the minute, and once for all that come together", async () => {
  const { clock, state, use } = setUp();
  await Promise.all([use(), use(), use()]);
  expect([state.kept[0]?.lastUsedAt, state.changes]).toEqual(["2026-11-29T12:00:00.000Z", 1]);
  clock.ms += 59_000;
  await use();
  expect(state.changes).toBe(1);
  clock.ms += 1000;
  await use();
  expect(state.kept[0]?.lastUsedAt).toBe("2026-11-29T12:01:00.000Z");
});

it("tries once a minute where nothing can be kept, and keeps nobody out", async () => {
  const { clock, state, bugs, use } = setUp();
  state.isFull = true;
  for (let at = 0; at < 120; at++) {
    await use();
    clock.ms += 1000;
  }
  expect([state.changes, bugs.length]).toEqual([2, 2]);
  state.isFull = false;
  await use();
  expect(state.kept[0]?.lastUsedAt).toBe("2026-11-29T12:02:00.000Z");
});
