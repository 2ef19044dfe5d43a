import { randomUUID } from "node:crypto";
import { notInBin } from "@/lib/storage/binnedWorkflow";
import type { Lock, WorkflowBin } from "@/lib/storage/ports";
import { parseDocument } from "@/lib/storage/workflowDocument";
import type { Workflow } from "@/types/workflow";
import type { BinEntry, FileBin } from "./fileBin";
import type { FileVersions } from "./fileVersions";
import { readStoredText } from "./storedFile";

interface Parts {
  lock: Lock;
  kept: FileVersions;
  bin: FileBin;
  /** Whether a document has this id. */
  isTaken: (id: string) => boolean;
  write: (workflow: Workflow, document: object) => Promise<Workflow>;
}

/** What people do with deleted documents; each change waits for the lock of the documents. */
export function createBinStore({ lock, kept, bin, isTaken, write }: Parts): WorkflowBin {
  const removeForGood = async (entry: BinEntry): Promise<void> => {
    await bin.remove(entry);
    const isBinned = (await bin.entries()).some(({ id }) => id === entry.id);
    if (!isBinned && !isTaken(entry.id)) await kept.removeAll(entry.id);
  };

  return {
    list: bin.list,
    restore: (name) =>
      lock.run(async () => {
        const entry = await bin.find(name);
        const id = isTaken(entry.id) ? randomUUID() : entry.id;
        const text = await readStoredText(entry.path);
        if (text === undefined) throw notInBin(name);
        const { stored, workflow } = parseDocument(id, text);
        const restored = await write(workflow, { ...stored, revision: workflow.revision });
        await bin.remove(entry);
        return restored;
      }),
    remove: (name) => lock.run(async () => removeForGood(await bin.find(name))),
    sweep: () =>
      lock.run(async () => {
        for (const entry of await bin.expired()) await removeForGood(entry);
      }),
  };
}
