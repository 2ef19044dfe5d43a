import type { ListedRun, RunClaims, RunJournal } from "@/lib/storage/ports";
import { type RunSummary, runSummarySchema } from "@/types/run";
import { createSummarizer, type Summarizer } from "./summary";

/** A run without its outputs, which may be long. */
export type ListedSummary = Omit<RunSummary, "outputs">;
const listedSummarySchema = runSummarySchema.omit({ outputs: true });

export interface RunIndex {
  /**
   * Newest first, without those whose journal cannot be read or makes no sense. A journal that has not grown since is
   * not read again; one that has ended, not after a restart either.
   */
  list(): Promise<ListedSummary[]>;
}

interface Known {
  bytes: number;
  summary: ListedSummary;
  /** Of a run that goes on: what its journal has said so far, and how far that was read. */
  progress?: Progress;
}

interface Progress {
  summarizer: Summarizer;
  end: number;
}

/** Journals read or looked up at once. */
const AT_ONCE = 32;

export function createRunIndex(journal: RunJournal, claims: RunClaims): RunIndex {
  const known = new Map<string, Known>();

  const summarize = async (run: ListedRun): Promise<ListedSummary> => {
    const before = known.get(run.id);
    const hasGrown = before?.bytes !== run.bytes;
    if (!hasGrown && !isUnended(before.summary)) return before.summary;
    const kept = hasGrown ? await readKept(journal, run) : undefined;
    const now = kept === undefined ? await readOn(run, hasGrown) : { bytes: run.bytes, summary: kept };
    known.set(run.id, now);
    return now.summary;
  };

  const readOn = async ({ id, bytes }: ListedRun, hasGrown: boolean): Promise<Known> => {
    const progress = known.get(id)?.progress ?? { summarizer: createSummarizer(id), end: 0 };
    // Whoever looks while this one reads begins anew: no event may count twice.
    known.delete(id);
    if (hasGrown) {
      const written = await journal.readFrom(id, progress.end);
      for (const event of written.events) progress.summarizer.add(event);
      progress.end = written.end;
    }
    // One that goes on may be claimed or let go without growing.
    const summary = listedSummarySchema.parse(progress.summarizer.summarize(claims.isClaimed(id)));
    if (isUnended(summary)) return { bytes, summary, progress };
    await journal.writeDigest({ id, bytes }, summary);
    return { bytes, summary };
  };

  return {
    list: async () => {
      const runs = await journal.list();
      const ids = new Set(runs.map(({ id }) => id));
      for (const id of known.keys()) if (!ids.has(id)) known.delete(id);
      const summaries: (ListedSummary | undefined)[] = [];
      for (let start = 0; start < runs.length; start += AT_ONCE) {
        // Deleted meanwhile, or damaged: asking for that one tells why.
        const some = runs.slice(start, start + AT_ONCE).map((run) => summarize(run).catch(() => undefined));
        summaries.push(...(await Promise.all(some)));
      }
      return summaries.filter((summary) => summary !== undefined).sort(byNewest);
    },
  };
}

/** As an earlier reading left it; undefined where another version of Patchbay, or a person, has put something else. */
async function readKept(journal: RunJournal, run: ListedRun): Promise<ListedSummary | undefined> {
  const kept = listedSummarySchema.safeParse(await journal.readDigest(run)).data;
  return kept?.id === run.id && !isUnended(kept) ? kept : undefined;
}

function byNewest(a: ListedSummary, b: ListedSummary): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

export function isUnended({ status }: Pick<RunSummary, "status">): boolean {
  return status === "running" || status === "interrupted" || status === "queued";
}
