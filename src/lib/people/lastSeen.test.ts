import { expect, it } from "vitest";
import { AppError } from "@/types/errors";
import { createLastSeen } from "./lastSeen";

it("notes who is here once a minute, and again at once where that failed", async () => {
  const noted: string[] = [];
  const store = { nowMs: 1000, isAway: false };
  const note = createLastSeen({
    now: () => store.nowMs,
    persons: {
      seen: async (person) => {
        noted.push(person);
        if (store.isAway) throw new AppError("storage_failed", "away");
      },
    },
  });
  for (const person of ["ada", "ada", "bob"]) note(person);
  store.nowMs += 59_999;
  note("ada");
  expect(noted).toEqual(["ada", "bob"]);
  store.nowMs += 1;
  store.isAway = true;
  note("ada");
  await Promise.resolve();
  await Promise.resolve();
  store.isAway = false;
  note("ada");
  expect(noted).toEqual(["ada", "bob", "ada", "ada"]);
});
