import { createDatabase } from "./database";
import { createPostgresLocks } from "./postgresLocks";

// Run by postgresLocks.integration.test.ts: counts under the lock, or holds it until it is killed.
const [mode, times = "0"] = process.argv.slice(2);
const database = createDatabase({ url: process.env.DATABASE_URL ?? "", maxConnections: 1 });
const lock = createPostgresLocks(database)("counter");

if (mode === "hold") {
  await lock.run(async () => {
    process.stdout.write("held\n");
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  });
}

for (let i = 0; i < Number(times); i++) {
  await lock.run(async () => {
    const [row] = await database.query<{ value: number }>("SELECT value FROM counter");
    await new Promise((resolve) => setTimeout(resolve, 1));
    await database.query("UPDATE counter SET value = $1", [(row?.value ?? 0) + 1]);
  });
}
await database.close();
