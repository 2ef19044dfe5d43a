import type { KeptDigest, RunClaims, RunJournal } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import {
  createSummarizer,
  isOpen,
  isUnended,
  type ListedSummary,
  listedSummarySchema,
  type Summarizer,
} from "./summary";

export interface RunQuery {
  workflowId?: string;
  /** All if absent. */
  limit?: number;
  /** `next` of the page before. */
  before?: string;
}

export interface RunPage {
  /** Newest first: the ids of runs begin with the time of their start. */
  runs: ListedSummary[];
  /** Where older runs go on, if there may be any. */
  next?: string;
  /** Runs whose journal cannot be read or makes no sense to this version, of any document. */
  unreadable: { id: string; message: string }[];
}

export interface RunIndex {
  /** A journal that has not grown since is not read again; one that has ended, not after a restart either. */
  list(query?: RunQuery): Promise<RunPage>;
  /** Runs that have not come to an end: at work, parked, cut off. Newest first. Costs little however many have ended. */
  open(): Promise<ListedSummary[]>;
  /** Keeps what was summed up while a run was at work. Nobody may write to its journal meanwhile. Never throws. */
  keep(summary: ListedSummary): Promise<void>;
}

export interface RunIndexOptions {
  journal: RunJournal;
  claims: RunClaims;
  reportBug: (error: unknown) => unknown;
  /** At work in this process. */
  isActive?: (id: string) => boolean;
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
/** Runs whose journals are looked at again to see who is at work: another process may have taken one up. */
const LOOKED_AT_AGAIN = 50;
/** The kept digests are written anew when they have so many more lines than twice the runs that they tell of. */
const SPARE_LINES = 1000;

export function createRunIndex({ journal, claims, reportBug, isActive = () => false }: RunIndexOptions): RunIndex {
  const known = new Map<string, Known>();
  const reading = new Map<string, Promise<ListedSummary>>();
  const kept = { lines: 0, end: 0 };

  /** Takes in what this process and others have kept since the last look. */
  const takeIn = async (): Promise<void> => {
    for await (const { digests, end } of journal.readDigests(kept.end)) {
      kept.lines += digests.length;
      kept.end = end;
      for (const digest of digests) {
        const summary = toSummary(digest, digest.id);
        if (summary !== undefined) known.set(digest.id, { bytes: digest.bytes, summary });
      }
    }
  };

  const forgetAllBut = async (ids: readonly string[]): Promise<void> => {
    const there = new Set(ids);
    for (const id of known.keys()) if (!there.has(id)) known.delete(id);
    if (kept.lines <= 2 * ids.length + SPARE_LINES) return;
    const ended = Array.from(known).filter(([, { summary }]) => !isUnended(summary));
    await journal.replaceDigests(ended.map(([id, { bytes, summary }]) => ({ id, bytes, digest: summary })));
    Object.assign(kept, { lines: ended.length, end: 0 });
  };

  const keep = async (bytes: number, summary: ListedSummary): Promise<void> => {
    known.set(summary.id, { bytes, summary });
    await journal.appendDigest({ id: summary.id, bytes, digest: summary }).catch((error: unknown) => {
      // A full disk costs reading the journal again, and tells of itself elsewhere.
      if (!isAppError(error)) reportBug(error);
    });
  };

  const summarize = async (id: string): Promise<ListedSummary> => {
    const bytes = await journal.size(id);
    const before = known.get(id);
    if (before?.bytes === bytes && !isUnended(before.summary)) return before.summary;
    const summary = reading.get(id) ?? readOn(id, bytes, before).finally(() => reading.delete(id));
    reading.set(id, summary);
    return summary;
  };

  const readOn = async (id: string, bytes: number, before: Known | undefined): Promise<ListedSummary> => {
    const old = before === undefined ? toSummary(await journal.readOldDigest(id), id, bytes) : undefined;
    if (old !== undefined) {
      await keep(bytes, old);
      return old;
    }
    const progress = before?.progress ?? { summarizer: createSummarizer(id), end: 0 };
    // What is read to the middle and fails is begun anew: no event may count twice.
    known.delete(id);
    if (before?.bytes !== bytes) await advance(journal, id, progress);
    const { outputs: _, ...summary } = progress.summarizer.summarize(() => claims.isClaimed(id));
    // Longer than what was read where a crash has torn the last line.
    const length = Math.max(bytes, progress.end);
    if (isUnended(summary)) known.set(id, { bytes: length, summary, progress });
    else await keep(length, summary);
    return summary;
  };

  const look = async (id: string, page: RunPage): Promise<ListedSummary | undefined> => {
    try {
      return await summarize(id);
    } catch (error) {
      if (!isAppError(error)) throw error;
      // Deleted meanwhile, or never begun.
      if (error.code !== "not_found") page.unreadable.push({ id, message: error.message });
      return undefined;
    }
  };

  return {
    list: async ({ workflowId, limit = Number.POSITIVE_INFINITY, before } = {}) => {
      await takeIn();
      const ids = await journal.list();
      await forgetAllBut(ids);
      const mayBeMeant = (id: string) => {
        const its = known.get(id)?.summary.workflowId;
        return (
          (before === undefined || id < before) && (workflowId === undefined || (its ?? workflowId) === workflowId)
        );
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
    },
    open: async () => {
      await takeIn();
      const ids = (await journal.list()).sort().reverse();
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
    keep: async (summary) => {
      if (isUnended(summary)) return;
      await journal.size(summary.id).then((bytes) => keep(bytes, summary), reportBug);
    },
  };
}

async function advance(journal: RunJournal, id: string, progress: Progress): Promise<void> {
  for await (const { events, end } of journal.readFrom(id, progress.end)) {
    for (const event of events) progress.summarizer.add(event);
    progress.end = end;
  }
}

/** As an earlier reading left it; undefined where another version of Patchbay, or a person, has put something else. */
function toSummary(kept: KeptDigest | undefined, id: string, bytes = kept?.bytes): ListedSummary | undefined {
  if (kept?.bytes !== bytes) return undefined;
  const summary = listedSummarySchema.safeParse(kept?.digest).data;
  return summary?.id === id && !isUnended(summary) ? summary : undefined;
}
