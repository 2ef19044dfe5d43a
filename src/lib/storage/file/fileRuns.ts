import type { RunClaims, RunJournal } from "@/lib/storage/ports";
import { createFileRunClaims } from "./fileRunClaims";
import { createFileRunJournal } from "./fileRunJournal";

/**
 * Journals of runs and who works on them, in one directory: the journal of a run stays open as long as this process has
 * the claim on it, and no longer, since another process may write to it then.
 */
export function createFileRuns(directory: string, now?: () => Date): { journal: RunJournal; claims: RunClaims } {
  const held = new Set<string>();
  const { close, ...journal } = createFileRunJournal(directory, { now, isHeld: (runId) => held.has(runId) });
  const claims = createFileRunClaims(directory);
  return {
    journal,
    claims: {
      ...claims,
      claim: async (runId) => {
        const claim = await claims.claim(runId);
        if (claim === undefined) return undefined;
        held.add(runId);
        const release = async () => {
          held.delete(runId);
          // What is lost by it was no outcome: those are on the disk already.
          await close(runId).catch(() => undefined);
          await claim.release();
        };
        return { ...claim, release, handOver: release, giveBack: release };
      },
    },
  };
}
