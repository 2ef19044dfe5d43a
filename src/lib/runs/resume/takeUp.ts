import { nodesWithin } from "@/lib/nodes/heldChildren";
import type { ActiveRuns } from "@/lib/runs/activeRuns";
import type { RunOrigin, RunSetup } from "@/lib/runs/runSetup";
import type { RunClaim } from "@/lib/storage/ports";
import { isAppError } from "@/types/errors";
import type { WorkflowNode } from "@/types/workflow";
import { claimRun, tryClaimRun } from "./claimRun";
import { type Resumed, type ResumeRequest, type ResumeStores, resumeAsked, resumeUnasked } from "./resumeRun";

export interface TakeUpOptions {
  stores: ResumeStores & Parameters<typeof claimRun>[0];
  active: ActiveRuns;
  /** Whether these nodes of somebody's run may go on that no person has asked for now. */
  mayRunUnattended: (nodes: readonly WorkflowNode[], origin: RunOrigin) => Promise<boolean>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Goes on with a run because a person asks for it. @throws as `claimRun` and `resumeAsked` */
export async function takeUpAsked(
  { stores, active }: TakeUpOptions,
  id: string,
  request: ResumeRequest,
): Promise<void> {
  await begin(active, id, await claimRun(stores, id), () => resumeAsked(stores, id, request));
}

/** Goes on with a run unasked. False where it is at work, is gone, or must not go on. @throws as `resumeUnasked` */
export async function takeUpUnasked(
  { stores, active, mayRunUnattended, now }: TakeUpOptions,
  id: string,
): Promise<boolean> {
  const claim = await tryClaimRun(stores, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return undefined;
    throw error;
  });
  if (claim === undefined) return false;
  // The plan has the accounts that pay now, which a person may have changed since the start.
  const mayGoOn = ({ plan, children, selected, by, through }: RunSetup) => {
    const nodes = Array.from(plan.nodes.values(), ({ node }) => node);
    const running = nodes.filter((node) => selected?.has(node.id) !== false);
    return mayRunUnattended(nodesWithin(running, children), { by, through });
  };
  // Another version of Patchbay may be able to go on with what this one does not understand; what nobody can go on with
  // is for a person to look at.
  const giveBack = (error: unknown) => {
    const isForOthers = isAppError(error) && error.code === "conflict";
    return isForOthers || stores.journal.outlasts(error) ? claim.handOver() : claim.release();
  };
  return begin(active, id, claim, () => resumeUnasked(stores, id, now(), mayGoOn), giveBack);
}

/** Sets a claimed run going, with the claim; what does not begin lets go of it, what fails by `giveBack`. */
export async function begin(
  active: ActiveRuns,
  id: string,
  claim: RunClaim,
  prepare: () => Promise<Omit<Resumed, "resume"> | undefined>,
  giveBack: (error: unknown) => Promise<void> = claim.giveBack,
): Promise<boolean> {
  try {
    const run = await prepare();
    if (run === undefined) await claim.release();
    else active.begin({ id, claim, ...run });
    return run !== undefined;
  } catch (error) {
    await giveBack(error);
    throw error;
  }
}
