import { createFileWorkflowStore } from "@/lib/storage/file/fileWorkflowStore";
import type { WorkflowStore } from "@/lib/storage/ports";
import { createDatabase } from "@/lib/storage/postgres/database";
import { createPostgresWorkflowStore } from "@/lib/storage/postgres/postgresWorkflowStore";

/** The store in a directory, or in the database of an address. */
export function openWorkflowStore(place: string): WorkflowStore {
  return place.startsWith("postgres:")
    ? createPostgresWorkflowStore(createDatabase({ url: place }))
    : createFileWorkflowStore(place);
}
