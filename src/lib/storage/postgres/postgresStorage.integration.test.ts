import { expect, it, onTestFinished } from "vitest";
import { createPostgresStorage } from "./postgresStorage";
import { testDatabase } from "./testDatabase";

it("takes a database that can only be read, as a standby is, for one that is away", async () => {
  const database = await testDatabase();
  const open = (url: string) => {
    const toCacheLimits = () => ({ maxBytes: 1, maxAgeMs: 1 });
    const storage = createPostgresStorage({ url }, { toCacheLimits, reportLostResults: () => {}, reportBug: () => {} });
    onTestFinished(() => storage.close());
    return storage;
  };
  await open(database.url).check();
  const readOnly = `${database.url}?options=${encodeURIComponent("-c default_transaction_read_only=on")}`;
  await expect(open(readOnly).check()).rejects.toMatchObject({ code: "storage_failed", facts: { reason: "25006" } });
});
