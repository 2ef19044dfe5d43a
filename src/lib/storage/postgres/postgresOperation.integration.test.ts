import { expect, it, onTestFinished } from "vitest";
import { createDatabase } from "./database";
import { createPostgresOperation } from "./postgresOperation";
import { createPostgresRuns } from "./postgresRuns";
import { testDatabase } from "./testDatabase";

const events = [{ type: "node-queue", node: "n" } as const];

it("tells which workers there are, what they work on, and what waits since when", async () => {
  const database = await testDatabase();
  const runs = createPostgresRuns(database);
  onTestFinished(runs.close);
  const [here, there] = [runs.owner, "worker of another computer"].map((owner) =>
    createPostgresOperation({ database, owner }),
  );
  expect(await here?.look()).toEqual({
    database: { status: "ok", latencyMs: expect.any(Number) },
    queue: { waiting: 0, running: 0 },
    workers: [],
  });
  here?.announce(8);
  there?.announce(2);
  for (const id of ["at-work", "handed-over", "of-the-dead", "released", "ended", "unbegun"]) {
    const claim = await runs.claims.claim(id);
    if (id !== "unbegun") await runs.journal.append(id, events);
    if (id === "released") await claim?.release();
    if (id === "handed-over") await claim?.handOver();
    if (id === "ended") await runs.journal.append(id, [{ type: "run-end", status: "completed", outputs: {} }]);
  }
  await database.query(
    "UPDATE runs SET owner = 'dead', lease_until = now() - interval '90 s' WHERE id = 'of-the-dead'",
  );
  const seen = async () => (await here?.look())?.workers?.length;
  await expect.poll(seen).toBe(2);
  const view = await here?.look();
  expect(view?.queue).toMatchObject({ waiting: 2, running: 1 });
  expect(view?.queue?.oldestWaitingSeconds).toBeGreaterThanOrEqual(90);
  expect(view?.workers?.find(({ id }) => id === runs.owner)).toMatchObject({ runs: 2, capacity: 8 });
  await there?.close();
  expect((await here?.look())?.workers).toMatchObject([{ id: runs.owner }]);
  await database.query("UPDATE processes SET seen_at = now() - interval '1 minute'");
  expect((await here?.look())?.workers).toEqual([]);
  await here?.close();
});

it("tells how many connections work, are free and are waited for", async () => {
  const { url } = await testDatabase();
  const database = createDatabase({ url, maxConnections: 2 });
  const { connections } = createPostgresOperation({ database, owner: "me" });
  expect(connections()).toEqual({ used: 0, idle: 0, waiting: 0 });
  const gate = Promise.withResolvers<void>();
  const work = Array.from({ length: 3 }, () => database.transaction(() => gate.promise));
  await expect.poll(connections).toEqual({ used: 2, idle: 0, waiting: 1 });
  gate.resolve();
  await Promise.all(work);
  await expect.poll(connections).toEqual({ used: 0, idle: 2, waiting: 0 });
  await database.close();
});
