import { describe, expect, it } from "vitest";
import { answering, llm, node, testPayer } from "@/lib/engine/testRun";
import { createLimits } from "@/lib/limits/limits";
import { memoryAccountLimits } from "@/lib/limits/testLimits";
import { runServiceIn, until, workflowOf } from "@/lib/runs/testRunService";
import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { CallLlm } from "@/types/llm";
import { createActivity } from "./activity";

/** Runs of one process whose calls wait at a gate for `opened`. */
async function setUp() {
  const directory = await testDirectory();
  const limits = createLimits({ accounts: memoryAccountLimits().accounts, now: Date.now });
  const opened = Promise.withResolvers<void>();
  const answer = answering(async () => {
    await opened.promise;
    return "yes";
  });
  const callLlm: CallLlm = async function* (call, signal) {
    const turn = limits.gateOf(testPayer).join(call.run);
    try {
      yield* answer(call, signal);
    } finally {
      turn.leave();
    }
  };
  const runs = runServiceIn(directory, { callLlm });
  const workflows = createFileWorkflowStore(directory);
  return { runs, workflows, limits, open: opened.resolve, activity: createActivity({ runs, limits, workflows }) };
}

const graph = (id: string, name: string) => ({
  ...workflowOf(
    [node("p", "prompt", { text: "?" }), llm("m"), node("o", "output")],
    ["p.text>m.prompt", "m.text>o.value"],
    id,
  ),
  name,
});

describe("what goes on everywhere", () => {
  it("is nothing while nothing runs", async () => {
    const { activity } = await setUp();
    expect(await activity()).toEqual({ runs: [], places: [] });
  });

  it("names the workflows that run and hold places, and forgets them when they end", async () => {
    const { runs, workflows, activity, open } = await setUp();
    await workflows.create(graph("w1", "Letters"));
    const first = await runs.start(graph("w1", "Letters"));
    const second = await runs.start(graph("w2", "Never saved"));
    for (const { id } of [first, second]) await until(runs, id, "node-start");
    await expect.poll(async () => (await activity()).places[0]?.holders.length).toBe(2);
    const { runs: open1, places } = await activity();
    expect(open1.map(({ id, status, workflowName }) => [id, status, workflowName]).sort()).toEqual(
      [
        [first.id, "running", "Letters"],
        [second.id, "running", undefined],
      ].sort(),
    );
    expect(places).toMatchObject([{ payer: testPayer, of: "calls", running: 2, waiting: 0, limit: 8 }]);
    expect(places[0]?.holders).toEqual([
      { run: first.id, workflowId: "w1", workflowName: "Letters", running: 1, waiting: 0 },
      { run: second.id, workflowId: "w2", running: 1, waiting: 0 },
    ]);
    open();
    await expect.poll(activity).toEqual({ runs: [], places: [] });
  });

  it("tells of calls that no run made without a name", async () => {
    const { limits, activity } = await setUp();
    limits.imageGateOf(testPayer).join();
    expect((await activity()).places).toMatchObject([{ of: "images", holders: [{ running: 1, waiting: 0 }] }]);
    expect((await activity()).places[0]?.holders[0]).not.toHaveProperty("run");
  });
});
