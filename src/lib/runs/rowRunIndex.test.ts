import { expect, it } from "vitest";
import type { RunJournal, RunRows } from "@/lib/storage/ports";
import { createRowRunIndex } from "./rowRunIndex";

it("does not ask for the journals of all open runs at the same time", async () => {
  const ids = Array.from({ length: 450 }, (_, n) => `r${n}`);
  let underWay = 0;
  let most = 0;
  // Only what the index touches.
  const journal = {
    readFrom: async function* () {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
      yield { events: [], end: 1 };
    },
  } as unknown as RunJournal;
  const open = async () => ids.map((id) => ({ id, size: 1, isClaimed: true }));
  const reportBug = (error: unknown) => {
    throw error;
  };
  const index = createRowRunIndex({ journal, rows: { open } as RunRows, reportBug } as never);
  expect((await index.open()).map(({ id }) => id)).toEqual(ids);
  expect(most).toBe(200);
});
