import type { ActiveRuns } from "@/lib/runs/activeRuns";
import { tryClaimRun, withClaimed } from "@/lib/runs/resume/claimRun";
import { requireKnown } from "@/lib/runs/resume/requireKnown";
import { type ResumeStores, resumeAnswered } from "@/lib/runs/resume/resumeRun";
import { begin } from "@/lib/runs/resume/takeUp";
import { unreached, untilReached } from "@/lib/runs/resume/untilReached";
import type { RunClaim, RunClaims } from "@/lib/storage/ports";
import { answerHere } from "./answerHere";
import { type AnswerRequest, checkAnswers } from "./checkAnswers";
import { readReply } from "./letters";

export interface AnswerParts {
  stores: ResumeStores & { claims: RunClaims };
  active: ActiveRuns;
  /** Whether this process has as many runs as it works on at one time. */
  isFull: () => boolean;
  /** Has its place among them while it begins. */
  counted: <T>(beginOne: () => Promise<T>) => Promise<T>;
  /** How long whoever works on the run is tried to be reached, in milliseconds. */
  reachMs: number;
}

/**
 * Answers questions of a run, all or none: where it is at work, by whoever works on it, in whichever process; where it
 * waits, in its journal, and then it goes on as soon as it can.
 * @throws AppError as `checkAnswers`, `conflict` when another process works on it that is not reached in time
 */
export async function answerRun(parts: AnswerParts, id: string, request: AnswerRequest): Promise<void> {
  const { stores, active, reachMs } = parts;
  const isTaken = await untilReached(reachMs, async (leftMs) => {
    const run = active.get(id);
    if (run !== undefined) return answerHere({ journal: stores.journal, id, desk: run.desk }, request);
    const claim = await tryClaimRun(stores, id);
    if (claim !== undefined) {
      await answerAtRest(parts, id, claim, request);
      return true;
    }
    const reply = await stores.claims.send(id, JSON.stringify(request), leftMs);
    if (reply !== undefined && readReply(reply)) return true;
    // What nobody would take is told at once.
    checkAnswers(await stores.journal.read(id), request);
    return false;
  });
  if (isTaken) return;
  const next = "Look whether it still asks, and try again; one that runs in a terminal is answered there.";
  throw unreached(id, "has not taken the answer in time", next);
}

/** The caller has claimed the run, and nobody works on it. */
async function answerAtRest(parts: AnswerParts, id: string, claim: RunClaim, request: AnswerRequest): Promise<void> {
  const { stores, active, isFull, counted } = parts;
  const { journal } = stores;
  const write = async (): Promise<boolean> => {
    const events = await journal.read(id);
    requireKnown(id, events);
    const { bodies, isEnough } = checkAnswers(events, request);
    await journal.append(id, bodies);
    return isEnough;
  };
  const isEnough = await write().catch(async (error: unknown) => {
    await claim.giveBack();
    throw error;
  });
  if (!isEnough) return claim.release();
  if (isFull()) {
    await withClaimed(claim, () => journal.append(id, [{ type: "run-resume", only: "answers" }]), claim.handOver);
  } else {
    await counted(() => begin(active, id, claim, () => resumeAnswered(stores, id)));
  }
}
