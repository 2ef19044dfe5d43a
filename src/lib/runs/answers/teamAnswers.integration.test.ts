import { expect, it, onTestFinished } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { runServiceIn, until, watch, workflowOf } from "@/lib/runs/testRunService";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createPostgresRuns } from "@/lib/storage/postgres/postgresRuns";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";

/** A question, and beside it a call that takes as long as it is let. */
const asking = workflowOf(
  [
    node("p", "prompt", { text: "It rains." }),
    node("r", "review", { question: "Good?", mode: "edit" }),
    node("o", "output", { name: "said", format: "auto" }),
    llm("m"),
    node("n", "output", { name: "other", format: "auto" }),
  ],
  ["p.text>r.value", "r.approved>o.value", "p.text>m.prompt", "m.text>n.value"],
);

/** Two processes on one database and one directory of assets. */
async function team(rooms: [number | undefined, number | undefined] = [undefined, undefined]) {
  const database = await testDatabase();
  const directory = await testDirectory();
  const gate = Promise.withResolvers<void>();
  const both = rooms.map((maxActive) => {
    const stores = createPostgresRuns(database);
    onTestFinished(() => stores.close());
    const callLlm: Parameters<typeof runServiceIn>[1] = {
      callLlm: async function* (call, signal) {
        await gate.promise;
        yield* answering((text) => text.toUpperCase())(call, signal);
      },
    };
    const runs = runServiceIn(directory, { ...stores, ...callLlm, maxActive });
    // What is kept of a run at its end is kept before the database goes.
    onTestFinished(runs.leave);
    onTestFinished(stores.claims.onHandedOver(() => void runs.recovery.lookForAbandoned()));
    return runs;
  });
  const [ours, theirs] = both;
  if (ours === undefined || theirs === undefined) throw new Error("two were made");
  return { ours, theirs, letOn: gate.resolve };
}

const outputs = { said: "It pours.", other: "IT RAINS." };

it("an answer reaches a run that another server works on, and one of two who answer is told that it came late", async () => {
  const { ours, theirs, letOn } = await team();
  const { id } = await ours.start(asking);
  await until(ours, id, "node-wait");
  await expect(theirs.answer(id, { answers: [{ node: "x", approved: true }] })).rejects.toMatchObject({
    code: "not_found",
  });
  const answers = [{ node: "r", approved: true, value: "It pours." }];
  const said = await Promise.allSettled([theirs.answer(id, { answers, by: "ada" }), theirs.answer(id, { answers })]);
  expect(said.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(said.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
  letOn();
  const events = await watch(theirs, id);
  expect(events.filter(({ type }) => type === "run-end" || type === "run-resume")).toHaveLength(1);
  expect((await theirs.read(id)).outputs).toEqual(outputs);
});

it("a run that waits is open and nobody's, goes on where it is answered, and where there is no room elsewhere", async () => {
  const { ours, theirs, letOn } = await team([undefined, 0]);
  letOn();
  const { id } = await ours.start(asking);
  const rests = await watch(ours, id);
  expect(rests.at(-1)).toMatchObject({ type: "run-end", status: "waiting" });
  expect((await theirs.open()).map((run) => [run.id, run.status, run.waits])).toEqual([[id, "waiting", 1]]);
  await theirs.recovery.afterStart();
  expect((await theirs.list({ status: "waiting" })).runs).toHaveLength(1);
  await theirs.answer(id, { answers: [{ node: "r", approved: true, value: "It pours." }] });
  await expect.poll(async () => (await theirs.read(id)).status, { timeout: 20_000 }).toBe("completed");
  expect((await ours.read(id)).outputs).toEqual(outputs);
  expect(await ours.open()).toEqual([]);
});
