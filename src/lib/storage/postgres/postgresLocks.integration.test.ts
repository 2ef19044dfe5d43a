import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";
import { lockContract } from "@/lib/storage/contract/lockContract";
import { createDatabase } from "./database";
import { createPostgresLocks } from "./postgresLocks";
import { countLockSessions, createTestDatabase, cutLockSessions, testDatabase } from "./testDatabase";

async function lockForm() {
  const database = await testDatabase();
  const other = createPostgresLocks(database)("x");
  const hold = () =>
    new Promise<() => Promise<void>>((resolve, reject) => {
      const held = other.run(
        () =>
          new Promise<void>((end) => {
            resolve(async () => {
              end();
              await held;
            });
          }),
      );
      held.catch(reject);
    });
  return { database, lock: createPostgresLocks(database)("x"), hold };
}

lockContract("an advisory lock", lockForm);

const child = (url: string, ...parameters: string[]) =>
  startChild(new URL("./postgresLocks.child.ts", import.meta.url), parameters, { DATABASE_URL: url });

it("keeps eight processes apart, which then end by themselves: no increment is lost, nothing is printed", async () => {
  const { url, query } = await testDatabase();
  await query("CREATE TABLE counter AS SELECT 0 AS value");
  const children = Array.from({ length: 8 }, () => child(url, "count", "20"));
  const noise: string[] = [];
  for (const { process } of children) process.stderr?.on("data", (chunk) => noise.push(String(chunk)));
  const codes = await Promise.all(children.map(async ({ process }) => (await once(process, "exit"))[0]));
  expect(codes).toEqual(Array(8).fill(0));
  expect(await query("SELECT value FROM counter")).toEqual([{ value: 160 }]);
  expect(noise).toEqual([]);
});

it("passes to the next one when its holder is killed", async () => {
  const database = await testDatabase();
  const holder = child(database.url, "hold");
  await holder.nextLine();
  const lock = createPostgresLocks(database)("counter");
  const tooEarly = lock.run(async () => "too early", AbortSignal.abort());
  await expect(tooEarly).rejects.toMatchObject({ facts: { reason: "locked" } });
  const waiting = lock.run(async () => "in");
  holder.process.kill("SIGKILL");
  expect(await waiting).toBe("in");
});

it("is another's as soon as its connection is cut, and can be had again by the one that lost it", async () => {
  const { database, lock, hold } = await lockForm();
  const order: string[] = [];
  const release = await hold();
  const waiting = lock.run(async () => order.push("taken over"));
  await cutLockSessions(database);
  await waiting;
  order.push("the first one ends");
  await release();
  await (await hold())();
  expect(order).toEqual(["taken over", "the first one ends"]);
});

it("lets the next one wait for work that reaches out, though its connection was cut meanwhile", async () => {
  const database = await testDatabase();
  const [lock, next] = [0, 1].map(() => createPostgresLocks(database)("x", { reachesOut: true }));
  const order: string[] = [];
  let waiting: Promise<unknown> | undefined;
  await lock?.run(async () => {
    waiting = next?.run(async () => order.push("the next one"));
    await cutLockSessions(database);
    await expect.poll(() => countLockSessions(database)).toBe(1);
    order.push("ends");
  });
  await waiting;
  expect(order).toEqual(["ends", "the next one"]);
  expect(await database.query("SELECT name FROM lock_holders")).toEqual([]);
});

it("takes a holder that does not come back for dead", async () => {
  const database = await testDatabase();
  await database.query("INSERT INTO lock_holders VALUES ('x', 'killed')");
  const lock = createPostgresLocks(database)("x", { reachesOut: true });
  expect(await lock.run(async () => "in")).toBe("in");
  expect(await database.query("SELECT name FROM lock_holders")).toEqual([]);
});

it("takes one connection for many locks, and gives it back when nobody needs one", async () => {
  const database = await testDatabase();
  const locks = createPostgresLocks(database);
  // The database has sessions of its own, that tidy up.
  const sessions = () =>
    database.query(
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
    );
  const names = Array.from({ length: 20 }, (_, number) => `refresh-${number}`);
  let inside = 0;
  await Promise.all(
    names.map((name) =>
      locks(name).run(async () => {
        inside += 1;
        await expect.poll(() => inside).toBe(names.length);
      }),
    ),
  );
  expect(await sessions()).toHaveLength(1);
  await expect.poll(sessions).toHaveLength(0);
});

it("says that the database is not there, and goes on when it is", async () => {
  const away = createDatabase({ url: "postgres://patchbay@127.0.0.1:1/none" });
  const here = createDatabase({ url: await createTestDatabase() });
  onTestFinished(async () => {
    await Promise.all([away.close(), here.close()]);
  });
  let database = away;
  const lock = createPostgresLocks({ ...away, connect: (onLost) => database.connect(onLost) })("x");
  await expect(lock.run(async () => "in")).rejects.toMatchObject({ facts: { reason: "ECONNREFUSED" } });
  database = here;
  expect(await lock.run(async () => "in")).toBe("in");
});
