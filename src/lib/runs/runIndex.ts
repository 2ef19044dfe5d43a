import type { RunClaims, RunJournal } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { RunSummary } from "@/types/run";
import { summarizeRun } from "./summary";

/** A run without its outputs, which may be long. */
export type ListedSummary = Omit<RunSummary, "outputs">;

export interface RunIndex {
  /**
   * Newest first, without those whose journal cannot be read. A journal that has not grown since is not read again,
   * also after a restart.
   */
  list(): Promise<ListedSummary[]>;
}

/** Journals read or looked up at once. */
const AT_ONCE = 32;

export function createRunIndex(journal: RunJournal, claims: RunClaims): RunIndex {
  const known = new Map<string, { bytes: number; summary: ListedSummary }>();

  const summarize = async (run: { id: string; bytes: number }): Promise<ListedSummary | undefined> => {
    const remembered = known.get(run.id);
    if (remembered?.bytes === run.bytes) return remembered.summary;
    // Written by the lines below.
    const kept = (await journal.readDigest(run)) as ListedSummary | undefined;
    const summary = kept ?? (await readSummary(run.id));
    // One that goes on may be claimed or let go without growing.
    if (summary === undefined || isUnended(summary)) return summary;
    if (kept === undefined) await journal.writeDigest(run, summary);
    known.set(run.id, { bytes: run.bytes, summary });
    return summary;
  };

  const readSummary = async (id: string): Promise<ListedSummary | undefined> => {
    try {
      const { outputs: _, ...summary } = summarizeRun(id, await journal.read(id), claims.isClaimed(id));
      return summary;
    } catch (error) {
      // Deleted meanwhile, or damaged: asking for that one tells why.
      if (isAppError(error)) return undefined;
      throw error;
    }
  };

  return {
    list: async () => {
      const runs = await journal.list();
      const ids = new Set(runs.map(({ id }) => id));
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
      const summaries: (ListedSummary | undefined)[] = [];
      for (let start = 0; start < runs.length; start += AT_ONCE) {
        summaries.push(...(await Promise.all(runs.slice(start, start + AT_ONCE).map(summarize))));
      }
      return summaries.filter((summary) => summary !== undefined);
    },
  };
}

export function isUnended({ status }: Pick<RunSummary, "status">): boolean {
  return status === "running" || status === "interrupted" || status === "queued";
}
