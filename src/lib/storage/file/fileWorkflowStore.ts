import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { WorkflowStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import { type Workflow, workflowSchema } from "@/types/workflow";
import { writeFileAtomic } from "./atomicFile";
import { carryOver } from "./carryOver";
import { createFileLock } from "./fileLock";
import { orStorageError } from "./storageError";
import { parseStored, readStoredText } from "./storedFile";
import { createWorkflowSummaries } from "./workflowSummaries";

const what = "The workflow";

/**
 * One JSON document a workflow in `<dataDir>/workflows`, written whole. Saves wait for each other, also those of other
 * processes. What another version wrote into a document and this one does not know stays in it.
 */
export function createFileWorkflowStore(dataDir: string): WorkflowStore {
  const directory = join(dataDir, "workflows");
  const lock = createFileLock(join(dataDir, "locks", "workflows.lock"));
  const pathOf = (id: string) => join(directory, `${id}.json`);

  const readText = async (id: string): Promise<string> => {
    const text = await readStoredText(pathOf(id), what);
    if (text === undefined) throw new AppError("not_found", "There is no workflow with this address.", { id });
    return text;
  };

  const write = async (workflow: Workflow, document: object = workflow): Promise<Workflow> => {
    await writeFileAtomic(pathOf(workflow.id), toDocumentText(document), { what });
    return workflow;
  };

  return {
    read: async (id) => parseDocument(id, await readText(id)).workflow,
    readFile: readText,
    create: (workflow) =>
      lock.run(async () => {
        const taken = await readStoredText(pathOf(workflow.id), what);
        if (taken !== undefined) throw conflict(parseDocument(workflow.id, taken).workflow);
        return write({ ...workflow, revision: 1 });
      }),
    update: (workflow) =>
      lock.run(async () => {
        const { stored, workflow: current } = parseDocument(workflow.id, await readText(workflow.id));
        if (current.revision !== workflow.revision) throw conflict(current);
        const next = { ...workflow, revision: current.revision + 1 };
        return write(next, carryOver(stored, current, next));
      }),
    remove: (id) =>
      lock.run(async () => {
        await readText(id); // also one that is damaged can be removed
        await orStorageError(rm(pathOf(id), { force: true }), what);
      }),
    list: createWorkflowSummaries(directory, (id, text) => parseDocument(id, text).workflow),
  };
}

function parseDocument(id: string, text: string): { stored: object; workflow: Workflow } {
  const stored = parseStored(text);
  const parsed = workflowSchema.safeParse(stored);
  if (parsed.success && typeof stored === "object" && stored !== null) {
    // A file that was copied by hand still has the id of the other one in it. One that was written by hand may have
    // revision 0, which everywhere else means "not saved yet": every save would try to create it, and be refused.
    const revision = Math.max(parsed.data.revision, 1);
    return { stored: { ...stored, id }, workflow: { ...parsed.data, id, revision } };
  }
  const message = isOfOtherVersion(stored)
    ? "This workflow was saved by another version of Patchbay in a form that this one does not know. It was left as it is; open it in that version."
    : "The file of this workflow is damaged and was left as it is. Restore it from a copy, or import one.";
  throw new AppError("storage_failed", message, { id }, { cause: parsed.error });
}

function isOfOtherVersion(stored: unknown): boolean {
  if (typeof stored !== "object" || stored === null || !("format" in stored) || !("version" in stored)) return false;
  return stored.format === "patchbay/workflow" && stored.version !== 1;
}

/** Diff-friendly: a fixed order of keys, one property a line, what runs before where it stands. */
const keyOrder = ["format", "version", "id", "name", "revision", "nodes", "edges", "layout"];

function toDocumentText(document: object): string {
  const fields = Object.entries(document);
  const known = keyOrder.flatMap((name) => fields.filter(([key]) => key === name));
  const others = fields.filter(([key]) => !keyOrder.includes(key));
  return `${JSON.stringify(Object.fromEntries([...known, ...others]), null, 2)}\n`;
}

function conflict(current: Workflow): AppError {
  return new AppError("conflict", "This workflow was changed elsewhere since it was opened here.", {
    revision: current.revision,
  });
}
