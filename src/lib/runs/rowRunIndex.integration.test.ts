import { onTestFinished } from "vitest";
import { createPostgresRuns } from "@/lib/storage/postgres/postgresRuns";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { runIndexContract } from "./runIndexContract";

runIndexContract("PostgreSQL", async () => {
  const database = await testDatabase();
  return () => {
    const runs = createPostgresRuns(database);
    onTestFinished(runs.close);
    return runs;
  };
});
