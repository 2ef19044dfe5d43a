import { keptWorkflowsContract } from "@/lib/storage/contract/keptWorkflowsContract";
import { workflowProcessesContract } from "@/lib/storage/contract/workflowProcessesContract";
import { type WorkflowPlace, workflowStoreContract } from "@/lib/storage/contract/workflowStoreContract";
import { createPostgresWorkflowStore } from "./postgresWorkflowStore";
import { testDatabase } from "./testDatabase";

async function newPlace(): Promise<WorkflowPlace> {
  const database = await testDatabase();
  return {
    open: (now) => createPostgresWorkflowStore(database, now),
    lay: async (id, text) => {
      await database.query(
        "INSERT INTO workflows (id, document, summary, saved_at) VALUES ($1, $2, $3, now())",
        // A form that this version does not know: the list must look into the document.
        [id, text, '{"form":"of another version"}'],
      );
    },
    countVersions: async () => (await database.query("SELECT 1 FROM workflow_versions")).length,
  };
}

workflowStoreContract("PostgreSQL", newPlace);
keptWorkflowsContract("PostgreSQL", newPlace);

workflowProcessesContract("PostgreSQL", async () => (await testDatabase()).url);
