import { heldGraphOf } from "@/lib/nodes/heldGraph";
import type { WorkflowStore } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";

/**
 * The workflows with a node that holds this one. All documents are read, one after the other; one that cannot be read
 * is left out. @throws AppError `storage_failed`
 */
export async function findHolders(
  workflows: Pick<WorkflowStore, "list" | "read">,
  id: string,
): Promise<Pick<Workflow, "id" | "name">[]> {
  const holders: Pick<Workflow, "id" | "name">[] = [];
  for (const summary of await workflows.list()) {
    if (summary.id === id) continue;
    const workflow = await workflows.read(summary.id).catch(unlessReadable);
    if (workflow?.nodes.some((node) => heldGraphOf(node)?.workflow === id)) {
      holders.push({ id: workflow.id, name: workflow.name });
    }
  }
  return holders;
}

function unlessReadable(error: unknown): undefined {
  if (!isAppError(error)) throw error;
}
