import { describe, expect, it } from "vitest";
import type { RunEventBody } from "@/types/run";
import { testDatabase } from "./testDatabase";
import { claimed, event, worker } from "./testRunWorkers";

describe("runs that wait for a worker", () => {
  const workflow = { asset: "a".repeat(64), mime: "application/json", bytes: 1 };
  const start = (by?: string): RunEventBody => ({
    type: "run-start",
    workflow,
    workflowId: "w",
    total: 1,
    inputs: {},
    ...(by !== undefined && { by }),
  });
  async function waiting(first: ReturnType<typeof worker>, id: string, by?: string) {
    const claim = await claimed(first, id);
    await first.journal.append(id, [start(by), event]);
    await claim.handOver();
  }

  it("come in turns: whose runs are fewest at work first, then the oldest, whoever has most of them", async () => {
    const first = worker(await testDatabase());
    for (const id of ["a1", "a2", "a3"]) await waiting(first, id, "ada");
    for (const id of ["b1", "b2"]) await waiting(first, id, "bob");
    await waiting(first, "c1");
    expect(await first.claims.abandoned([])).toEqual(["a1", "b1", "c1", "a2", "b2", "a3"]);
    expect(await first.claims.abandoned(["a1"])).toEqual(["a2", "b1", "c1", "a3", "b2"]);
    await claimed(first, "a1");
    await claimed(first, "c1");
    expect(await first.claims.abandoned([])).toEqual(["b1", "a2", "b2", "a3"]);
  });
});
