import { setTimeout as sleep } from "node:timers/promises";
import type { ActiveRuns } from "@/lib/runs/activeRuns";
import { tryClaimRun, withClaimed } from "@/lib/runs/resume/claimRun";
import { requireKnown } from "@/lib/runs/resume/requireKnown";
import { type ResumeStores, resumeAnswered } from "@/lib/runs/resume/resumeRun";
import { begin } from "@/lib/runs/resume/takeUp";
import type { RunClaim, RunClaims } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";
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
}

const PAUSE_MS = 200;
/** A run comes to rest, or passes to another worker, in less. */
const TRIES = 100;

/**
 * Answers questions of a run, all or none: where it is at work, by whoever works on it, in whichever process; where it
 * waits, in its journal, and then it goes on as soon as it can.
 * @throws AppError as `checkAnswers`, `conflict` when another process works on it that cannot be reached
 */
export async function answerRun(parts: AnswerParts, id: string, request: AnswerRequest): Promise<void> {
  const { stores, active } = parts;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const run = active.get(id);
    if (run !== undefined && (await answerHere({ journal: stores.journal, id, desk: run.desk }, request))) return;
    if (run === undefined) {
      const claim = await tryClaimRun(stores, id);
      if (claim !== undefined) return answerAtRest(parts, id, claim, request);
      const reply = await stores.claims.send(id, JSON.stringify(request));
      if (reply !== undefined && readReply(reply)) return;
      // What nobody would take is told at once.
      checkAnswers(await stores.journal.read(id), request);
    }
    await sleep(PAUSE_MS);
  }
  const message =
    "Another process works on this run and cannot be reached from here. Answer there, or once the run waits.";
  throw new AppError("conflict", message, { id });
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
