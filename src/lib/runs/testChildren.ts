import type { WorkflowStore } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";

/** A store that has these documents; of several with one id, the last revision is the newest and the others its versions. */
export function storeOf(...documents: Workflow[]): Pick<WorkflowStore, "read" | "versions"> {
  const all = (id: string) => documents.filter((document) => document.id === id);
  const found = <T>(value: T | undefined): T => {
    if (value === undefined) throw new AppError("not_found", "There is no such workflow.");
    return value;
  };
  const unused = () => Promise.reject(new Error("Nothing is changed here."));
  return {
    read: async (id) => found(all(id).toSorted((a, b) => b.revision - a.revision)[0]),
    versions: {
      list: async (id) => all(id).map(({ revision }) => ({ version: `v${revision}`, revision, savedAt: "", bytes: 0 })),
      read: async (id, version) => found(all(id).find(({ revision }) => version === `v${revision}`)),
      ...{ create: unused, rename: unused, restore: unused, sweep: unused },
    },
  };
}
