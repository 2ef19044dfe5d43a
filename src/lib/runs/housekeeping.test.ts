import { expect, it } from "vitest";
import { keepHouse } from "./housekeeping";

it("lets go of entries of the audit log after 400 days", async () => {
  const before: number[] = [];
  await keepHouse(
    {
      runs: { removeEndedBefore: () => expect.unreachable() },
      cache: { sweep: async () => {} },
      settings: { read: async () => ({ nodeDefaults: {} }) },
      people: {
        audit: { removeBefore: async (timeMs) => void before.push(timeMs) },
        shares: { sweep: async () => {} },
      },
    },
    () => Date.parse("2027-02-05T00:00:00Z"),
  );
  expect(before.map((timeMs) => new Date(timeMs).toISOString())).toEqual(["2026-01-01T00:00:00.000Z"]);
});
