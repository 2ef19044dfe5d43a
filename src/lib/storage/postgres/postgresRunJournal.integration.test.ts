import { describe, expect, it, onTestFinished } from "vitest";
import { createDatabase, type Database } from "./database";
import { testDatabase } from "./testDatabase";
import { away, claimed, event, worker } from "./testRunWorkers";

describe("an append to PostgreSQL", () => {
  /** A database whose first appends go wrong: before they are done, or on the way back. */
  function failing(database: Database, failures: ("before" | "after")[]): Database {
    const query: Database["query"] = async (text, values) => {
      const failure = text.includes("INSERT INTO run_events") ? failures.shift() : undefined;
      if (failure === "before") throw away();
      const rows = await database.query(text, values);
      if (failure === "after") throw away();
      return rows as never;
    };
    return { ...database, query };
  }

  it("waits for a database that is away, and writes nothing twice whose answer was lost", async () => {
    const database = await testDatabase();
    const runs = worker(failing(database, ["before", "after", "before", "before", "after"]), { leaseMs: 10_000 });
    await claimed(runs);
    const both = [runs.journal.append("r", [event, event]), runs.journal.append("r", [event])];
    expect((await Promise.all(both)).flat().map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await runs.journal.read("r")).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it("is given up where the database stays away, and can be tried again", async () => {
    const database = await testDatabase();
    const runs = worker(failing(database, ["before", "before"]), { patienceMs: 0 });
    await claimed(runs);
    for (let n = 0; n < 2; n++) {
      await expect(runs.journal.append("r", [event])).rejects.toMatchObject({ code: "storage_failed" });
    }
    expect(await runs.journal.append("r", [event])).toMatchObject([{ seq: 1 }]);
  });

  it("is refused without a claim, and where the journal has another end than it should", async () => {
    const database = await testDatabase();
    const runs = worker(database);
    await expect(runs.journal.append("r", [event])).rejects.toMatchObject({ code: "conflict" });
    await claimed(runs);
    await database.query("UPDATE runs SET last_seq = 7");
    await expect(runs.journal.append("r", [event])).rejects.toMatchObject({ code: "storage_failed" });
    expect(await database.query("SELECT * FROM run_events")).toEqual([]);
  });

  it("notes which assets the run names, once each, and forgets them with the run", async () => {
    const database = await testDatabase();
    const runs = worker(database);
    const claim = await claimed(runs);
    const [a, b, key] = ["a", "b", "c"].map((letter) => letter.repeat(64));
    const asset = (name = "") => ({ asset: name, mime: "image/png", bytes: 1 });
    const node = { type: "node-end" as const, node: "n", cached: false, durationMs: 1, key };
    await runs.journal.append("r", [
      { type: "run-start", workflow: asset(a), workflowId: "w", total: 1, inputs: {} },
      { ...node, output: { images: [asset(a), { deep: asset(b) }], text: `{"asset":"${key}"}` } },
    ]);
    await runs.journal.append("r", [{ ...node, output: { image: asset(b) } }]);
    const uses = () => database.query("SELECT asset FROM asset_uses ORDER BY asset");
    expect(await uses()).toEqual([{ asset: a }, { asset: b }]);
    await claim.release();
    await runs.journal.remove("r");
    expect(await uses()).toEqual([]);
    expect(await database.query("SELECT * FROM run_events")).toEqual([]);
  });
});

it("tells who watches a run of news after its connection was cut", async () => {
  const database = await testDatabase();
  const other = createDatabase({ url: database.url });
  onTestFinished(() => other.close());
  const [writer, reader] = [worker(database, { leaseMs: 10_000 }), worker(other)];
  await claimed(writer);
  await writer.journal.append("r", [event]);
  const watch = await reader.journal.watch("r");
  onTestFinished(watch.close);
  await other.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
  );
  await writer.journal.append("r", [event]);
  const found = async () => {
    await watch.next(new AbortController().signal);
    return reader.journal.size("r");
  };
  await expect.poll(found, { timeout: 20_000 }).toBe(2);
});
