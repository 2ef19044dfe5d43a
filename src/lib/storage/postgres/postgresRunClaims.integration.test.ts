import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import type { RunClaim } from "@/lib/storage/ports";
import { createDatabase, type Database } from "./database";
import { testDatabase } from "./testDatabase";
import {
  away,
  claimed,
  end,
  event,
  LEASE_MS,
  mortal,
  withoutHeartbeats,
  withoutNotices,
  worker,
} from "./testRunWorkers";

describe("the lease of a claim", () => {
  it("is kept as long as its worker lives, and runs out when that one is not heard of any more", async () => {
    const database = await testDatabase();
    const [first, second] = [mortal(database), worker(database)];
    const claim = await claimed(first);
    await first.journal.append("r", [event]);
    await sleep(2.5 * LEASE_MS);
    expect(await second.claims.claim("r")).toBeUndefined();
    expect(await second.claims.abandoned([])).toEqual([]);
    first.silence(true);
    await expect.poll(() => second.claims.abandoned([]), { timeout: 20_000 }).toEqual(["r"]);
    // It is not told as nobody's as long as another worker may take it up at any moment.
    expect(await second.claims.isClaimed("r")).toBe(true);
    await claimed(second);
    expect(await second.journal.append("r", [event])).toMatchObject([{ seq: 2 }]);
    first.silence(false);
    await expect(first.journal.append("r", [event])).rejects.toMatchObject({ code: "conflict" });
    expect(claim.lost.aborted).toBe(true);
    expect(await first.claims.claim("r")).toBeUndefined();
    await claim.handOver();
    expect(await second.journal.append("r", [event])).toMatchObject([{ seq: 3 }]);
    expect((await second.journal.read("r")).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it.each([
    ["", (database: Database) => database],
    [
      ", and where it has no connection for its heartbeats alone",
      (database: Database): Database => ({ ...database, connect: () => Promise.reject(away()) }),
    ],
  ])("is kept while slow work has all other connections%s", async (more, as) => {
    const database = await testDatabase();
    const busy = createDatabase({ url: database.url, maxConnections: more === "" ? 2 : 8 });
    onTestFinished(() => busy.close());
    const [first, second] = [worker(as(busy)), worker(database)];
    for (const id of ["r", "s"]) await first.journal.append((await claimed(first, id)) && id, [event]);
    const work = Array.from({ length: 6 }, () => busy.query("SELECT pg_sleep(2.5)"));
    let isOver = false;
    const over = Promise.all(work).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      expect(await second.claims.claim("r")).toBeUndefined();
      await sleep(LEASE_MS / 10);
    }
    await over;
    expect(await first.journal.append("r", [event])).toMatchObject([{ seq: 2 }]);
  });

  it("is kept while the row of another run of the same worker is locked", async () => {
    const database = await testDatabase();
    const [first, second] = [worker(database), worker(database)];
    for (const id of ["free", "locked"]) await first.journal.append((await claimed(first, id)) && id, [event]);
    await database.transaction(async ({ query }) => {
      await query("SELECT 1 FROM runs WHERE id = 'locked' FOR UPDATE");
      await sleep(2.5 * LEASE_MS);
      expect(await second.claims.claim("free")).toBeUndefined();
    });
  });

  it("begins anew with each append, unless the run was handed over", async () => {
    const database = await testDatabase();
    const first = withoutHeartbeats(database);
    const claim = await claimed(first);
    await first.journal.append("r", [event]);
    await database.query("UPDATE runs SET lease_until = now() + interval '1 minute'");
    await first.journal.append("r", [event]);
    const left = () => database.query("SELECT lease_until > now() + interval '30 minutes' AS long FROM runs");
    expect(await left()).toEqual([{ long: true }]);
    await database.query("UPDATE runs SET owner = '', lease_until = now()");
    await first.journal.append("r", [event]);
    expect(await left()).toEqual([{ long: false }]);
    await claim.release();
  });

  it("is told to be lost by the heartbeat too, and is no loss where nobody else has taken the run meanwhile", async () => {
    const database = await testDatabase();
    const [first, second] = [mortal(database), worker(database)];
    const [taken, left] = [await claimed(first, "taken"), await claimed(first, "left")];
    for (const id of ["taken", "left"]) await first.journal.append(id, [event]);
    first.silence(true);
    await expect.poll(() => second.claims.claim("taken"), { timeout: 20_000 }).toBeDefined();
    first.silence(false);
    await expect.poll(() => taken.lost.aborted).toBe(true);
    expect(left.lost.aborted).toBe(false);
    expect(await first.journal.append("left", [event])).toMatchObject([{ seq: 2 }]);
    expect(await second.claims.claim("left")).toBeUndefined();
  });

  it("is handed over at once by a worker that leaves; what is let go of, or has ended, is nobody's", async () => {
    const database = await testDatabase();
    const [first, second] = [worker(database), worker(database)];
    for (const id of ["handed-over", "released", "ended"]) {
      const claim = await claimed(first, id);
      await first.journal.append(id, id === "ended" ? [event, end] : [event]);
      if (id === "released") await claim.release();
      else await claim.handOver();
    }
    expect(await second.claims.abandoned([])).toEqual(["handed-over"]);
    expect(await second.claims.abandoned(["handed-over"])).toEqual([]);
    expect(await second.claims.isClaimed("handed-over")).toBe(true);
    expect(await second.claims.isClaimed("released")).toBe(false);
  });

  it("is given back as it was: what waited for a worker waits on, and nothing else does", async () => {
    const database = await testDatabase();
    const [first, second] = [mortal(database), worker(database)];
    for (const id of ["new", "released", "handed-over", "ended", "dead"]) {
      const claim = await claimed(first, id);
      if (id !== "new") await first.journal.append(id, id === "ended" ? [event, end] : [event]);
      if (id === "new") await claim.giveBack();
      if (id === "released") await claim.release();
      if (id === "handed-over") await claim.handOver();
    }
    first.silence(true);
    const ids = ["released", "handed-over", "ended", "dead"];
    for (const id of ids) {
      let claim: RunClaim | undefined;
      const take = async () => {
        claim = await second.claims.claim(id);
        return claim;
      };
      await expect.poll(take, { timeout: 20_000 }).toBeDefined();
      await claim?.giveBack();
    }
    const left = await database.query("SELECT id, owner FROM runs ORDER BY id");
    expect(left).toEqual([
      { id: "dead", owner: "" },
      { id: "ended", owner: null },
      { id: "handed-over", owner: "" },
      { id: "released", owner: null },
    ]);
  });

  it("waits for the living after the database was away", async () => {
    const database = await testDatabase();
    const [first, second] = [mortal(database), mortal(database)];
    for (const id of ["dead", "handed-over"]) {
      const claim = await claimed(first, id);
      await first.journal.append(id, [event]);
      if (id === "handed-over") await claim.handOver();
    }
    first.silence(true);
    const dead = () => second.claims.abandoned(["handed-over"]);
    await expect.poll(dead, { timeout: 20_000 }).toEqual(["dead"]);
    second.silence(true);
    await expect(second.claims.abandoned([])).rejects.toMatchObject({ code: "storage_failed" });
    second.silence(false);
    expect(await second.claims.abandoned([])).toEqual(["handed-over"]);
    await expect.poll(dead, { timeout: 20_000 }).toEqual(["dead"]);
  });

  it("that ran out is waited for by a process that starts, as if the database had come back with it", async () => {
    const database = await testDatabase();
    const [first, second] = [withoutHeartbeats(database), withoutHeartbeats(database)];
    await claimed(first, "unbegun");
    for (const id of ["living", "handed-over"]) {
      const claim = await claimed(first, id);
      await first.journal.append(id, [event]);
      if (id === "handed-over") await claim.handOver();
    }
    // As it is found when the database was away for long.
    await database.query("UPDATE runs SET lease_until = now() - interval '1 hour'");
    expect(await second.claims.abandoned([])).toEqual(["handed-over"]);
    expect(await first.journal.append("unbegun", [event])).toMatchObject([{ seq: 1 }]);
    if (second.listing.kind !== "rows") throw new Error("The list is not one of rows.");
    await database.query("UPDATE runs SET lease_until = now() - interval '1 hour'");
    expect(await second.listing.rows.left()).toEqual([]);
    await (await claimed(second, "living")).release();
    expect(await second.listing.rows.left()).toMatchObject([{ id: "living", isClaimed: false }]);
  });

  it("leaves no trace of a run that was claimed and never began, and of a worker that died when the run had ended", async () => {
    const database = await testDatabase();
    const [first, second] = [mortal(database), worker(database)];
    const claim = await claimed(first, "released");
    await claimed(first, "dead");
    await claim.release();
    await claimed(first, "over");
    await first.journal.append("over", [event, end]);
    first.silence(true);
    const ids = async () => {
      expect(await second.claims.abandoned([])).toEqual([]);
      return database.query("SELECT id, owner FROM runs");
    };
    await expect.poll(ids, { timeout: 20_000 }).toEqual([{ id: "over", owner: null }]);
  });
});

describe("whoever works on a run", () => {
  it.each([
    ["by a notice", 600_000, (database: Database) => database],
    ["by its heartbeat where notices do not reach it", LEASE_MS, withoutNotices],
  ])("is asked to stop %s", async (_, leaseMs, as) => {
    const database = await testDatabase();
    const [first, second] = [worker(as(database), { leaseMs }), worker(database)];
    const claim = await claimed(first);
    const other = await claimed(first, "other");
    const isAsked = async () => {
      // Asked again, since it may not listen yet.
      expect(await second.claims.askToStop("r")).toBe(true);
      return claim.stop.aborted;
    };
    await expect.poll(isAsked, { timeout: 20_000 }).toBe(true);
    expect([claim.lost.aborted, other.stop.aborted]).toEqual([false, false]);
    await first.journal.append("r", [event]);
    await claim.release();
    // It was said of that claim, and not of the next one.
    const next = await claimed(second);
    await sleep(LEASE_MS);
    expect(next.stop.aborted).toBe(false);
  });
});
