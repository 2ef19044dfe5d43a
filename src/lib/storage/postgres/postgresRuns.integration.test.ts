import { onTestFinished } from "vitest";
import { runClaimsContract } from "@/lib/storage/contract/runClaimsContract";
import { type OpenJournals, runJournalContract } from "@/lib/storage/contract/runJournalContract";
import { createPostgresRuns, type PostgresRunsOptions } from "./postgresRuns";
import { testDatabase } from "./testDatabase";

const open: OpenJournals = async (now) => {
  const database = await testDatabase();
  const process = (options: PostgresRunsOptions) => {
    const runs = createPostgresRuns(database, options);
    onTestFinished(runs.close);
    return runs;
  };
  return { ours: process({ now }), theirs: process({ now }) };
};

runJournalContract("PostgreSQL", open);
runClaimsContract("PostgreSQL", open, { canBeWrittenTo: true });
