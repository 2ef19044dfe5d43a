import type { KeptDigest, RunJournal } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { RunPage } from "./runIndex";
import { createSummarizer, isUnended, type ListedSummary, listedSummarySchema, type Summarizer } from "./summary";

/** Of a run that goes on: what its journal has said so far, and how far that was read. */
export interface Progress {
  summarizer: Summarizer;
  end: number;
}

export function beginProgress(id: string): Progress {
  return { summarizer: createSummarizer(id), end: 0 };
}

/** Reads on. What fails in the middle is of no use any more. @throws AppError `not_found`, `storage_failed` */
export async function advance(journal: RunJournal, id: string, progress: Progress): Promise<void> {
  for await (const { events, end } of journal.readFrom(id, progress.end)) {
    for (const event of events) progress.summarizer.add(event);
    progress.end = end;
  }
}

/** As an earlier reading left it; undefined where another version of Patchbay, or a person, has put something else. */
export function toKeptSummary(kept: KeptDigest | undefined, id: string, size = kept?.size): ListedSummary | undefined {
  if (kept?.size !== size) return undefined;
  const summary = listedSummarySchema.safeParse(kept?.digest).data;
  return summary?.id === id ? summary : undefined;
}

/** The same of a run that has ended, or waits for a limit. */
export function toSummary(kept: KeptDigest | undefined, id: string, size = kept?.size): ListedSummary | undefined {
  const summary = toKeptSummary(kept, id, size);
  return summary !== undefined && !isUnended(summary) ? summary : undefined;
}

/** What was read of a run; one that cannot be read stands apart on the page, one that is gone nowhere. */
export async function readInto(
  page: RunPage,
  id: string,
  read: () => Promise<ListedSummary>,
): Promise<ListedSummary | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Deleted meanwhile, or never begun.
    if (error.code !== "not_found") page.unreadable.push({ id, message: error.message });
    return undefined;
  }
}
