import type { RunDigests } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { RunIndex, RunIndexParts, RunPage, RunQuery } from "./runIndex";
import { advance, beginProgress, type Progress, readInto, toSummary } from "./runProgress";
import { isOpen, isUnended, type ListedSummary } from "./summary";

interface Known {
  size: number;
  summary: ListedSummary;
  /** Of a run that goes on: what its journal has said so far, and how far that was read. */
  progress?: Progress;
}

/** Journals read or looked up at once. */
const AT_ONCE = 32;
/** Runs whose journals are looked at again to see who is at work: another process may have taken one up. */
const LOOKED_AT_AGAIN = 50;
/** The kept digests are written anew when they have so many more lines than twice the runs that they tell of. */
const SPARE_LINES = 1000;

export function createDigestRunIndex({
  journal,
  digests: store,
  claims,
  reportBug,
  isActive = () => false,
}: RunIndexParts & { digests: RunDigests }): RunIndex {
  const known = new Map<string, Known>();
  const reading = new Map<string, Promise<ListedSummary>>();
  const kept = { lines: 0, end: 0 };

  /** Takes in what this process and others have kept since the last look. */
  const takeIn = async (): Promise<void> => {
    for await (const { digests, end } of store.readDigests(kept.end)) {
      kept.lines += digests.length;
      kept.end = end;
      for (const digest of digests) {
        const summary = toSummary(digest, digest.id);
        if (summary !== undefined) known.set(digest.id, { size: digest.size, summary });
      }
    }
  };

  const forgetAllBut = async (ids: readonly string[]): Promise<void> => {
    const there = new Set(ids);
    for (const id of known.keys()) if (!there.has(id)) known.delete(id);
    if (kept.lines <= 2 * ids.length + SPARE_LINES) return;
    const ended = Array.from(known).filter(([, { summary }]) => !isUnended(summary));
    await store.replaceDigests(ended.map(([id, { size, summary }]) => ({ id, size, digest: summary })));
    Object.assign(kept, { lines: ended.length, end: 0 });
  };

  const keep = async (size: number, summary: ListedSummary): Promise<void> => {
    known.set(summary.id, { size, summary });
    await store.appendDigest({ id: summary.id, size, digest: summary }).catch((error: unknown) => {
      // A full disk costs reading the journal again, and tells of itself elsewhere.
      if (!isAppError(error)) reportBug(error);
    });
  };

  const summarize = async (id: string): Promise<ListedSummary> => {
    const size = await journal.size(id);
    const before = known.get(id);
    if (before?.size === size && !isUnended(before.summary)) return before.summary;
    const summary = reading.get(id) ?? readOn(id, size, before).finally(() => reading.delete(id));
    reading.set(id, summary);
    return summary;
  };

  const readOn = async (id: string, size: number, before: Known | undefined): Promise<ListedSummary> => {
    const old = before === undefined ? toSummary(await store.readOldDigest(id), id, size) : undefined;
    if (old !== undefined) {
      await keep(size, old);
      return old;
    }
    const progress = before?.progress ?? beginProgress(id);
    // What is read to the middle and fails is begun anew: no event may count twice.
    known.delete(id);
    // Looked at before the journal: the end of a run is written before the run is let go of.
    const isClaimed = await claims.isClaimed(id);
    if (before?.size !== size) await advance(journal, id, progress);
    const { outputs: _, ...summary } = progress.summarizer.summarize(() => isClaimed);
    // Longer than what was read where a crash has torn the last line.
    const length = Math.max(size, progress.end);
    if (isUnended(summary)) known.set(id, { size: length, summary, progress });
    else await keep(length, summary);
    return summary;
  };

  const look = (id: string, page: RunPage) => readInto(page, id, () => summarize(id));

  const list = async ({ workflowId, limit = Number.POSITIVE_INFINITY, before }: RunQuery = {}): Promise<RunPage> => {
    await takeIn();
    const ids = await store.list();
    await forgetAllBut(ids);
    const mayBeMeant = (id: string) => {
      const its = known.get(id)?.summary.workflowId;
      return (before === undefined || id < before) && (workflowId === undefined || (its ?? workflowId) === workflowId);
    };
    const left = ids.filter(mayBeMeant).sort();
    const page: RunPage = { runs: [], unreadable: [] };
    while (left.length > 0 && page.runs.length < limit) {
      const some = left.splice(-Math.min(AT_ONCE, limit - page.runs.length)).reverse();
      for (const summary of await Promise.all(some.map((id) => look(id, page)))) {
        if (summary === undefined || (workflowId !== undefined && summary.workflowId !== workflowId)) continue;
        page.runs.push(summary);
      }
      if (left.length > 0 && page.runs.length === limit) page.next = some.at(-1);
    }
    return page;
  };

  return {
    list,
    open: async () => {
      await takeIn();
      const ids = (await store.list()).sort().reverse();
      await forgetAllBut(ids);
      // What ended long ago is at work again only by this process, or will be seen by its end.
      const mayBeOpen = (id: string, place: number) => {
        const summary = known.get(id)?.summary;
        return place < LOOKED_AT_AGAIN || summary === undefined || isOpen(summary) || isActive(id);
      };
      const page: RunPage = { runs: [], unreadable: [] };
      const left = ids.filter(mayBeOpen);
      while (left.length > 0) {
        const some = await Promise.all(left.splice(0, AT_ONCE).map((id) => look(id, page)));
        for (const summary of some) if (summary !== undefined && isOpen(summary)) page.runs.push(summary);
      }
      return page.runs;
    },
    // What ended long ago may have gone on and been cut off: only the length of its journal tells.
    left: async () => (await list()).runs.filter(isOpen),
    endedBefore: async (timeMs) => (await list()).runs.filter((run) => hasEndedBefore(run, timeMs)).map(({ id }) => id),
    keep: async (summary) => {
      if (isUnended(summary)) return;
      await journal.size(summary.id).then((size) => keep(size, summary), reportBug);
    },
  };
}

function hasEndedBefore({ endedAt }: ListedSummary, timeMs: number): boolean {
  return endedAt !== undefined && Date.parse(endedAt) < timeMs;
}
