import { join } from "node:path";
import { carryOver } from "@/lib/storage/carryOver";
import type { WorkflowStore } from "@/lib/storage/ports";
import { conflict, contentHash, noSuchWorkflow, parseDocument, toDocumentText } from "@/lib/storage/workflowDocument";
import type { Workflow } from "@/types/workflow";
import { writeFileAtomic } from "./atomicFile";
import { createFileBin } from "./fileBin";
import { createBinStore } from "./fileBinStore";
import { createFileLock } from "./fileLock";
import { createVersionStore } from "./fileVersionStore";
import { createFileVersions } from "./fileVersions";
import { readStoredText, timeOfVersion, versionOfFile } from "./storedFile";
import { createWorkflowSummaries } from "./workflowSummaries";

const what = "The workflow";

/**
 * One JSON document a workflow in `<dataDir>/workflows`, written whole. Saves wait for each other, also those of other
 * processes. What another version wrote into a document and this one does not know stays in it. What a save writes over
 * is kept beside it, what is deleted goes to the bin.
 */
export function createFileWorkflowStore(dataDir: string, now: () => number = Date.now): WorkflowStore {
  const directory = join(dataDir, "workflows");
  const lock = createFileLock(join(dataDir, "locks", "workflows.lock"));
  const kept = createFileVersions(dataDir, now);
  const bin = createFileBin(dataDir, now);
  const pathOf = (id: string) => join(directory, `${id}.json`);

  const readText = async (id: string): Promise<string> => {
    const text = await readStoredText(pathOf(id), what);
    if (text === undefined) throw noSuchWorkflow(id);
    return text;
  };

  /** `document` is what stands in the file, with what this version does not know. */
  const write = async (workflow: Workflow, document: object = workflow): Promise<Workflow> => {
    await writeFileAtomic(pathOf(workflow.id), toDocumentText(document), { what });
    return workflow;
  };

  const isTaken = (id: string) => versionOfFile(pathOf(id)) !== undefined;

  /** Keeps the stored document as a version, under the time at which it was saved. */
  const keepStored = async (id: string, text: string, workflow: Workflow): Promise<string> => {
    const file = versionOfFile(pathOf(id));
    return kept.keep(id, text, workflow, file === undefined ? now() : timeOfVersion(file));
  };

  const update = async (workflow: Workflow): Promise<Workflow> => {
    const text = await readText(workflow.id);
    const { stored, workflow: current } = parseDocument(workflow.id, text);
    if (current.revision !== workflow.revision) throw conflict(current);
    const next = { ...workflow, revision: current.revision + 1 };
    if (contentHash(next) !== contentHash(current)) await keepStored(workflow.id, text, current);
    return write(next, carryOver(stored, current, next));
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
    update: (workflow) => lock.run(() => update(workflow)),
    remove: (id) =>
      lock.run(async () => {
        await readText(id); // also one that is damaged can be removed
        await bin.take(id, pathOf(id));
      }),
    list: createWorkflowSummaries(directory),
    versions: createVersionStore({ lock, kept, readText, keepStored, write }),
    bin: createBinStore({ lock, kept, bin, isTaken, write }),
  };
}
