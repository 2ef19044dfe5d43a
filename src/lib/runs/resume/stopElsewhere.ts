import { isOpen, summarizeRun } from "@/lib/runs/summary";
import type { RunClaims, RunJournal } from "@/lib/storage/ports";
import { tryClaimRun, withClaimed } from "./claimRun";
import { requireKnown } from "./requireKnown";
import { unreached, untilReached } from "./untilReached";

interface Stores {
  journal: RunJournal;
  claims: RunClaims;
}

/**
 * Gives up a run that waits or was cut off; whoever works on it in another process is asked to stop first, and waited
 * for. @throws AppError `not_found`, `conflict` when another process works on it that cannot be asked, or does not stop
 * in time, or another version has worked on it
 */
export async function stopElsewhere(stores: Stores, id: string, reachMs: number): Promise<void> {
  const isStopped = await untilReached(reachMs, async () => {
    const claim = await tryClaimRun(stores, id);
    if (claim !== undefined) {
      await withClaimed(claim, () => giveUp(stores.journal, id));
      return true;
    }
    if (await stores.claims.askToStop(id)) return false;
    throw unreached(id, "cannot be asked from here to stop it", "Stop it there: in a terminal, with Ctrl-C.");
  });
  if (!isStopped) throw unreached(id, "has not stopped it in time", "Look whether it is still at work, and try again.");
}

/** The caller holds the claim; whoever held it before may have ended the run. */
async function giveUp(journal: RunJournal, id: string): Promise<void> {
  const events = await journal.read(id);
  const { status, outputs = {} } = summarizeRun(id, events);
  if (!isOpen({ status })) return;
  requireKnown(id, events);
  await journal.append(id, [{ type: "run-end", status: "cancelled", outputs }]);
}
