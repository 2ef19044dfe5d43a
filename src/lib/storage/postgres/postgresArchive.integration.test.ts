import { onTestFinished } from "vitest";
import { archiveContract, storageOptions } from "@/lib/storage/contract/archiveContract";
import { createPostgresStorage } from "./postgresStorage";
import { createTestDatabase } from "./testDatabase";

archiveContract("PostgreSQL", async () => {
  const storage = createPostgresStorage({ url: await createTestDatabase() }, storageOptions);
  onTestFinished(() => storage.close());
  await storage.prepare();
  return storage;
});
