import { expect, it, onTestFinished } from "vitest";
import { answering } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { createPostgresRuns } from "@/lib/storage/postgres/postgresRuns";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { listWorkflow, runServiceIn, until, watch } from "./testRunService";

const work = listWorkflow(["a", "b", "c"]);

/** Processes on one database and one directory of assets, each with room for so many runs. */
async function processes(...rooms: (number | undefined)[]) {
  const database = await testDatabase();
  const directory = await testDirectory();
  return rooms.map((maxActive) => {
    const stores = createPostgresRuns(database);
    onTestFinished(() => stores.close());
    let calls = 0;
    const callLlm = answering((text) => {
      calls++;
      return text.toUpperCase();
    });
    const runs = runServiceIn(directory, { ...stores, callLlm, maxActive });
    // What is kept of a run at its end is kept before the database goes.
    onTestFinished(runs.leave);
    /** Takes up what others leave, as soon as it is told. */
    const serve = () => onTestFinished(stores.claims.onHandedOver(() => void runs.recovery.lookForAbandoned()));
    return { runs, serve, calls: () => calls };
  });
}

it("a run that a server has no room for is taken up by a worker that is told, and its readers see all of it", async () => {
  const [server, worker] = await processes(0, undefined);
  if (server === undefined || worker === undefined) throw new Error("two were made");
  worker.serve();
  const { id } = await server.runs.start(work);
  const events = await watch(server.runs, id);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  expect((await server.runs.read(id)).outputs).toEqual({ o: ["A", "B", "C"] });
  expect([server.calls(), worker.calls()]).toEqual([0, 3]);
});

it("a run waits for a worker however long, counts as at work meanwhile, and can be given up", async () => {
  const [server, other] = await processes(0, 0);
  if (server === undefined || other === undefined) throw new Error("two were made");
  const { id } = await server.runs.start(work);
  await server.runs.recovery.lookForAbandoned();
  await other.runs.recovery.afterStart();
  expect((await other.runs.read(id)).status).toBe("running");
  expect((await other.runs.cancel(id)).status).toBe("cancelled");
  expect((await server.runs.read(id)).status).toBe("cancelled");
});

it("a run that waits for a worker waits on when somebody's wish for it is refused", async () => {
  const [server] = await processes(0);
  if (server === undefined) throw new Error("one was made");
  const { id } = await server.runs.start(work);
  await expect(server.runs.resume(id, { only: "failed" })).rejects.toMatchObject({ code: "conflict" });
  expect((await server.runs.read(id)).status).toBe("running");
});

it("a worker takes no more runs than it has room for, and the next when one has ended", async () => {
  const [server, worker] = await processes(0, 1);
  if (server === undefined || worker === undefined) throw new Error("two were made");
  const first = await server.runs.start(work);
  const second = await server.runs.start(listWorkflow(["d"]));
  await worker.runs.recovery.lookForAbandoned();
  const taken = [first.id, second.id];
  for (const id of taken) await until(server.runs, id, "run-end");
  expect(await Promise.all(taken.map(async (id) => (await server.runs.read(id)).status))).toEqual([
    "completed",
    "completed",
  ]);
});
