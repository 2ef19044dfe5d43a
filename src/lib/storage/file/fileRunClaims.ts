import { join } from "node:path";
import type { RunClaims } from "@/lib/storage/ports";
import { isLockHeld, tryHoldLock } from "./heldLock";
import { runDirectory } from "./runDirectory";

/** `<directory>/<run id>/owner.lock`, held by the process that works on the run. */
export function createFileRunClaims(directory: string): RunClaims {
  const pathOf = (runId: string) => join(runDirectory(directory, runId), "owner.lock");
  return {
    claim: (runId) => tryHoldLock(pathOf(runId)),
    isClaimed: (runId) => isLockHeld(pathOf(runId)),
  };
}
