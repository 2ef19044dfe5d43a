import type { Lock, VersionStore } from "@/lib/storage/ports";
import { conflict, parseDocument } from "@/lib/storage/workflowDocument";
import type { Workflow } from "@/types/workflow";
import { type FileVersions, toVersion } from "./fileVersions";

interface Parts {
  lock: Lock;
  kept: FileVersions;
  /** The stored document. @throws AppError `not_found` */
  readText: (id: string) => Promise<string>;
  keepStored: (id: string, text: string, workflow: Workflow) => Promise<string>;
  write: (workflow: Workflow, document: object) => Promise<Workflow>;
}

/** What people do with earlier saves; each change waits for the lock of the documents. */
export function createVersionStore({ lock, kept, readText, keepStored, write }: Parts): VersionStore {
  return {
    list: async (id) => {
      await readText(id);
      return (await kept.saves(id)).map(toVersion);
    },
    read: async (id, version) => parseDocument(id, await kept.readText(id, version)).workflow,
    create: (id, name) =>
      lock.run(async () => {
        const text = await readText(id);
        const version = await keepStored(id, text, parseDocument(id, text).workflow);
        return kept.name(id, version, name);
      }),
    rename: (id, version, name) => lock.run(() => kept.name(id, version, name)),
    restore: (id, version, revision) =>
      lock.run(async () => {
        const text = await readText(id);
        const { workflow: current } = parseDocument(id, text);
        if (current.revision !== revision) throw conflict(current);
        const earlier = parseDocument(id, await kept.readText(id, version));
        await keepStored(id, text, current);
        const next = { ...earlier.workflow, revision: revision + 1 };
        return write(next, { ...earlier.stored, revision: next.revision });
      }),
    sweep: () => lock.run(kept.sweep),
  };
}
