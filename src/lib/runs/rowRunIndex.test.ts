import { expect, it } from "vitest";
import type { RunJournal, RunRow, RunRows } from "@/lib/storage/ports";
import { createRowRunIndex } from "./rowRunIndex";

const reportBug = (error: unknown) => {
  throw error;
};

/** Runs of one event each, and what their store was asked for. Only what the index touches. */
function manyRuns(count: number) {
  const rows = new Map<string, RunRow>();
  for (let n = 0; n < count; n++) rows.set(`r${n}`, { id: `r${n}`, size: 2, isClaimed: true });
  const read: string[] = [];
  const journal = {
    readFrom: async function* (id: string) {
      read.push(id);
      const at = "2026-01-01T00:00:00.000Z";
      const start = { seq: 1, at, type: "run-start", workflow: {}, workflowId: "w", total: 1, inputs: {} };
      yield { events: [start, { seq: 2, at, type: "node-start", node: "n" }], end: 2 };
    },
  } as unknown as RunJournal;
  const keep: RunRows["keep"] = async (kept) => {
    const row = rows.get(kept.id);
    if (row !== undefined) row.kept = structuredClone(kept);
  };
  const open = async () => Array.from(rows.values(), (row) => ({ ...row }));
  const index = createRowRunIndex({ journal, rows: { open, keep } as RunRows, reportBug } as never);
  return { rows, index, read: () => read.splice(0) };
}

it("reads no journal again that has not grown, however many runs are open", async () => {
  const { index, read, rows } = manyRuns(1500);
  const first = await index.open();
  expect(read()).toHaveLength(1500);
  expect(await index.open()).toEqual(first);
  expect(read()).toEqual([]);
  expect(first[0]).toMatchObject({ id: "r0", status: "running", counts: { running: 1 } });
  for (const row of rows.values()) row.isClaimed = false;
  for (const summary of await index.open()) {
    expect(summary).toMatchObject({ status: "interrupted", counts: { running: 0 } });
  }
  expect(read()).toEqual([]);
});

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
  const index = createRowRunIndex({ journal, rows: { open } as RunRows, reportBug } as never);
  expect((await index.open()).map(({ id }) => id)).toEqual(ids);
  expect(most).toBe(200);
});
