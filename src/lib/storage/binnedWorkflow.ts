import { AppError, isAppError } from "@/types/errors";
import type { BinnedWorkflow } from "@/types/workflow";
import { parseDocument } from "./workflowDocument";

/** How long deleted documents are kept, in milliseconds. */
export const BIN_KEEP_MS = 30 * 86_400_000;

/** Where a deleted document stands: `entry` is its name in the bin, `id` the one it had. */
export interface BinPlace {
  entry: string;
  id: string;
  /** Milliseconds since 1970. */
  deletedAtMs: number;
}

/** One that cannot be read goes by its id. */
export function toBinnedWorkflow({ entry, id, deletedAtMs }: BinPlace, text: string): BinnedWorkflow {
  const times = {
    deletedAt: new Date(deletedAtMs).toISOString(),
    goneAt: new Date(deletedAtMs + BIN_KEEP_MS).toISOString(),
  };
  try {
    const { name, nodes } = parseDocument(id, text).workflow;
    return { entry, id, name, nodeCount: nodes.length, ...times };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { entry, id, name: id, ...times };
  }
}

export function notInBin(entry: string): AppError {
  return new AppError("not_found", "This is not in the bin any more.", { entry });
}
