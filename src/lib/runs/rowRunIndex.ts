import type { RunRow, RunRows } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { RunIndex, RunIndexParts, RunPage, RunQuery } from "./runIndex";
import { advance, beginProgress, type Progress, readInto, toKeptSummary } from "./runProgress";
import { isUnended, type ListedSummary } from "./summary";

/** Rows asked for at once. */
const AT_ONCE = 200;
/** Runs at work whose journals are read on from where they were; of others it is kept what was read, until they grow. */
const MAX_PROGRESSES = 1000;

/** Lists by a store that can be asked for runs of a document, and for those that have not ended. */
export function createRowRunIndex({ journal, rows, reportBug }: RunIndexParts & { rows: RunRows }): RunIndex {
  const progresses = new Map<string, Progress>();
  const reading = new Map<string, Promise<ListedSummary>>();

  const keep = async (size: number, summary: ListedSummary): Promise<void> => {
    await rows.keep({ id: summary.id, size, digest: summary }).catch((error: unknown) => {
      // It costs reading the journal again, and tells of itself elsewhere.
      if (!isAppError(error)) reportBug(error);
    });
  };

  const putOldestAway = async (): Promise<void> => {
    const [oldest] = progresses;
    if (oldest === undefined) return;
    const [id, { end, summarizer }] = oldest;
    progresses.delete(id);
    const { outputs: _, ...summary } = summarizer.summarize(() => true);
    await keep(end, summary);
  };

  const readOn = async ({ id, size, isClaimed }: RunRow): Promise<ListedSummary> => {
    const progress = progresses.get(id) ?? beginProgress(id);
    // What is read to the middle and fails is begun anew: no event may count twice.
    progresses.delete(id);
    if (progress.end < size) await advance(journal, id, progress);
    const { outputs: _, ...summary } = progress.summarizer.summarize(() => isClaimed);
    if (!isUnended(summary)) await keep(progress.end, summary);
    else {
      progresses.set(id, progress);
      if (progresses.size > MAX_PROGRESSES) await putOldestAway();
    }
    return summary;
  };

  const summarize = async (row: RunRow): Promise<ListedSummary> => {
    const known = toKeptSummary(row.kept, row.id, row.size);
    if (known !== undefined) return isUnended(known) && !row.isClaimed ? asInterrupted(known) : known;
    const summary = reading.get(row.id) ?? readOn(row).finally(() => reading.delete(row.id));
    reading.set(row.id, summary);
    return summary;
  };

  const readAll = async (some: readonly RunRow[], page: RunPage): Promise<void> => {
    const all = await Promise.all(some.map((row) => readInto(page, row.id, () => summarize(row))));
    for (const summary of all) if (summary !== undefined) page.runs.push(summary);
  };

  /** Not all at once: others want the database too, however many runs wait. */
  const readRuns = async (all: readonly RunRow[]): Promise<ListedSummary[]> => {
    const page: RunPage = { runs: [], unreadable: [] };
    for (let start = 0; start < all.length; start += AT_ONCE) await readAll(all.slice(start, start + AT_ONCE), page);
    return page.runs;
  };

  return {
    list: async ({ workflowId, limit = Number.POSITIVE_INFINITY, before }: RunQuery = {}) => {
      const page: RunPage = { runs: [], unreadable: [] };
      let last = before;
      let hasMore = true;
      while (hasMore && page.runs.length < limit) {
        const wanted = Math.min(AT_ONCE, limit - page.runs.length);
        const found = await rows.find({ workflowId, before: last, limit: wanted + 1 });
        hasMore = found.length > wanted;
        const some = found.slice(0, wanted);
        last = some.at(-1)?.id;
        await readAll(some, page);
      }
      if (hasMore) page.next = last;
      return page;
    },
    open: async () => readRuns(await rows.open()),
    left: async () => readRuns(await rows.left()),
    endedBefore: rows.endedBefore,
    keep: async (summary) => {
      if (isUnended(summary)) return;
      await journal.size(summary.id).then((size) => keep(size, summary), reportBug);
    },
  };
}

/** What was kept of a run at work, when nobody works on it any more. */
function asInterrupted(summary: ListedSummary): ListedSummary {
  return { ...summary, status: "interrupted", counts: { ...summary.counts, running: 0 } };
}
