import { onTestFinished } from "vitest";
import { storageOptions } from "@/lib/storage/contract/archiveContract";
import { runLabelsContract } from "@/lib/storage/contract/runLabelsContract";
import { createPostgresStorage } from "./postgresStorage";
import { createTestDatabase } from "./testDatabase";

runLabelsContract("PostgreSQL", async () => {
  const url = await createTestDatabase();
  const process = () => {
    const storage = createPostgresStorage({ url }, storageOptions);
    onTestFinished(() => storage.close());
    return storage;
  };
  const [ours, theirs] = [process(), process()];
  await ours.prepare();
  return { ours, theirs };
});
