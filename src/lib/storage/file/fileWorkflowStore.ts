import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { WorkflowStore } from "@/lib/storage/ports";
import { AppError, isAppError } from "@/types/errors";
import { type Workflow, type WorkflowSummary, workflowSchema } from "@/types/workflow";
import { writeFileAtomic } from "./atomicFile";
import { isMissing, toStorageError } from "./storageError";

/** One JSON document a workflow in `directory`, written whole; saves of one document wait for each other. */
export function createFileWorkflowStore(directory: string): WorkflowStore {
  const pathOf = (id: string) => join(directory, `${id}.json`);
  const lastSave = new Map<string, Promise<unknown>>();

  const oneAtATime = <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const turn = (lastSave.get(id) ?? Promise.resolve()).then(work, work);
    lastSave.set(id, turn);
    const forget = () => {
      if (lastSave.get(id) === turn) lastSave.delete(id);
    };
    turn.then(forget, forget);
    return turn;
  };

  const read = async (id: string): Promise<Workflow> => parseDocument(id, await readText(pathOf(id), id));

  const write = async (workflow: Workflow): Promise<Workflow> => {
    try {
      await writeFileAtomic(pathOf(workflow.id), toDocumentText(workflow));
    } catch (error) {
      throw toStorageError(error, "The workflow");
    }
    return workflow;
  };

  return {
    read,
    readFile: (id) => readText(pathOf(id), id),
    create: (workflow) =>
      oneAtATime(workflow.id, async () => {
        const taken = await read(workflow.id).catch(notFoundIsUndefined);
        if (taken !== undefined) throw conflict(taken);
        return write({ ...workflow, revision: 1 });
      }),
    update: (workflow) =>
      oneAtATime(workflow.id, async () => {
        const current = await read(workflow.id);
        if (current.revision !== workflow.revision) throw conflict(current);
        return write({ ...workflow, revision: current.revision + 1 });
      }),
    remove: (id) =>
      oneAtATime(id, async () => {
        await readText(pathOf(id), id); // also one that is damaged can be removed
        await rm(pathOf(id), { force: true });
      }),
    list: async () => {
      const names = await readdir(directory).catch(() => [] as string[]);
      const ids = names.filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -".json".length));
      const summaries = await Promise.all(ids.map((id) => summarize(id, pathOf(id), read)));
      return summaries
        .filter((summary) => summary !== undefined)
        .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
    },
  };
}

/** A document that cannot be read is left out of the list; opening it tells why. */
async function summarize(
  id: string,
  path: string,
  read: (id: string) => Promise<Workflow>,
): Promise<WorkflowSummary | undefined> {
  try {
    const [{ name, revision, nodes }, { mtime }] = await Promise.all([read(id), stat(path)]);
    return { id, name, revision, nodeCount: nodes.length, updatedAt: mtime.toISOString() };
  } catch {
    return undefined;
  }
}

async function readText(path: string, id: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isMissing(error)) throw new AppError("not_found", "There is no workflow with this address.", { id });
    throw error;
  }
}

function parseDocument(id: string, text: string): Workflow {
  try {
    // A file that was copied by hand still has the id of the other one in it.
    return { ...workflowSchema.parse(JSON.parse(text)), id };
  } catch (cause) {
    const message =
      "The file of this workflow is damaged and was left as it is. Restore it from a copy, or import one.";
    throw new AppError("storage_failed", message, { id }, { cause });
  }
}

/** Diff-friendly: a fixed order of keys, one property a line, what runs before where it stands. */
function toDocumentText({ format, version, id, name, revision, nodes, edges, layout }: Workflow): string {
  return `${JSON.stringify({ format, version, id, name, revision, nodes, edges, layout }, null, 2)}\n`;
}

function conflict(current: Workflow): AppError {
  return new AppError("conflict", "This workflow was changed elsewhere since it was opened here.", {
    revision: current.revision,
  });
}

function notFoundIsUndefined(error: unknown): undefined {
  if (isAppError(error) && error.code === "not_found") return undefined;
  throw error;
}
