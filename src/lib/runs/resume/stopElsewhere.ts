import { setTimeout as sleep } from "node:timers/promises";
import { isOpen, summarizeRun } from "@/lib/runs/summary";
import type { RunClaims, RunJournal } from "@/lib/storage/ports";
import { atWork, tryClaimRun, withClaimed } from "./claimRun";
import { requireKnown } from "./requireKnown";

const PAUSE_MS = 200;
/** With the pauses longer than a worker that is dead keeps its claim. */
const TRIES = 100;

interface Stores {
  journal: RunJournal;
  claims: RunClaims;
}

/**
 * Gives up a run that waits or was cut off; whoever works on it in another process is asked to stop first, and waited
 * for. @throws AppError `not_found`, `conflict` when another process works on it that cannot be asked, or does not stop,
 * or another version has worked on it
 */
export async function stopElsewhere(stores: Stores, id: string): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const claim = await tryClaimRun(stores, id);
    if (claim !== undefined) {
      return await withClaimed(claim, () => giveUp(stores.journal, id));
    }
    if (!(await stores.claims.askToStop(id))) break;
    await sleep(PAUSE_MS);
  }
  throw atWork(id);
}

/** The caller holds the claim; whoever held it before may have ended the run. */
async function giveUp(journal: RunJournal, id: string): Promise<void> {
  const events = await journal.read(id);
  const { status, outputs = {} } = summarizeRun(id, events);
  if (!isOpen({ status })) return;
  requireKnown(id, events);
  await journal.append(id, [{ type: "run-end", status: "cancelled", outputs }]);
}
