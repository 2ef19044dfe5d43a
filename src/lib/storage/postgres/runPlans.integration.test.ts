import { expect, it, onTestFinished } from "vitest";
import type { Database } from "./database";
import { createPostgresOperation } from "./postgresOperation";
import { createPostgresRuns } from "./postgresRuns";
import { testDatabase } from "./testDatabase";
import { watchPlans } from "./testPlans";

const RUNS = process.env.PATCHBAY_LONG === "1" ? 100_000 : 20_000;
const EVENTS_OF_A_RUN = process.env.PATCHBAY_LONG === "1" ? 100 : 10;

/** A house that has been in use for long: all but a few runs have ended, and most documents have some. */
async function fill(database: Database): Promise<void> {
  await database.query(
    `INSERT INTO runs (id, workflow_id, last_seq, ended_at, owner, lease_until)
     SELECT 'run' || lpad(n::text, 7, '0'), 'w' || n % 1000, $2,
       CASE WHEN n % 1000 = 0 THEN NULL ELSE now() - n * interval '1 s' END,
       CASE WHEN n % 2000 = 0 THEN 'worker' END, CASE WHEN n % 2000 = 0 THEN now() + n * interval '1 s' END
     FROM generate_series(1, $1::integer) AS n`,
    [RUNS, EVENTS_OF_A_RUN],
  );
  await database.query("INSERT INTO run_digests SELECT id, last_seq, '{}' FROM runs WHERE ended_at IS NOT NULL");
  await database.query("INSERT INTO asset_uses SELECT id, md5(id) || md5(workflow_id) FROM runs");
  const event = `{"seq":1,"at":"2026-11-21T12:00:00.000Z","type":"node-queue","node":"n"}`;
  await database.query("INSERT INTO run_events SELECT id, seq, $1 FROM runs, generate_series(1, last_seq) AS seq", [
    event,
  ]);
  await database.query("ANALYZE runs, run_events, run_digests, asset_uses");
}

it(`reads no table from end to end for anything that is done with runs, of ${RUNS}`, async () => {
  const database = await testDatabase();
  await fill(database);
  const { asked, watched, expectNoScanOf } = watchPlans(database);
  const { journal, claims, listing, close } = createPostgresRuns(watched);
  onTestFinished(close);
  if (listing.kind !== "rows") throw new Error("The list is not one of rows.");

  const claim = await claims.claim("run0000777");
  const asset = { asset: "a".repeat(64), mime: "image/png", bytes: 1 };
  await journal.append("run0000777", [{ type: "run-end", status: "completed", outputs: { asset } }]);
  for await (const _ of journal.readFrom("run0000777", 3));
  await (await journal.watch("run0000777")).close();
  await claims.isClaimed("run0000777");
  await claims.askToStop("run0000777");
  await claims.abandoned([]);
  await listing.rows.keep({ id: "run0000777", size: 11, digest: {} });
  await listing.rows.find({ limit: 50 });
  await listing.rows.find({ limit: 50, before: "run0005000", workflowId: "w7" });
  await createPostgresOperation({ database: watched, owner: "worker" }).look();
  await listing.rows.open();
  await listing.rows.left();
  await listing.rows.endedBefore(Date.now() - (RUNS - 50) * 1000);
  await claim?.release();
  await (await claims.claim("run0000777"))?.handOver();
  await journal.remove("run0000001");

  expect(asked.length).toBeGreaterThan(14);
  await expectNoScanOf("runs|run_events|run_digests|asset_uses");
});
