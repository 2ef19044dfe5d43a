import type { RunClaim, RunClaims, RunJournal } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";

interface Stores {
  journal: RunJournal;
  claims: RunClaims;
}

/** The claim on a run, however damaged its journal is; undefined while it is at work. @throws AppError `not_found` */
export async function tryClaimRun({ journal, claims }: Stores, id: string): Promise<RunClaim | undefined> {
  await journal.size(id);
  return claims.claim(id);
}

/** @throws AppError `not_found`, `conflict` when it is at work */
export async function claimRun(stores: Stores, id: string): Promise<RunClaim> {
  const claim = await tryClaimRun(stores, id);
  if (claim === undefined) throw atWork(id);
  return claim;
}

/** Does something with a run that nobody works on meanwhile. @throws as `claimRun` */
export async function withClaim(stores: Stores, id: string, work: () => Promise<unknown>): Promise<void> {
  await withClaimed(await claimRun(stores, id), work);
}

/** Does something with a claimed run, and lets go of it by `letGo`; where that fails, the run is as it was. */
export async function withClaimed(claim: RunClaim, work: () => Promise<unknown>, letGo = claim.release): Promise<void> {
  try {
    await work();
  } catch (error) {
    await claim.giveBack();
    throw error;
  }
  await letGo();
}

export function atWork(id: string): AppError {
  return new AppError("conflict", "This run is at work. Stop it first, or wait until it has ended.", { id });
}
