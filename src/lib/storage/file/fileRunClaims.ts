import { join } from "node:path";
import type { RunClaims } from "@/lib/storage/ports";
import { isLockHeld, tryHoldLock } from "./heldLock";
import { runDirectory } from "./runDirectory";

/**
 * `<directory>/<run id>/owner.lock`, held by the process that works on the run. The operating system frees it when that
 * one dies, so that no claim is ever lost; nobody can be asked for anything by it.
 */
export function createFileRunClaims(directory: string): RunClaims {
  const pathOf = (runId: string) => join(runDirectory(directory, runId), "owner.lock");
  return {
    claim: async (runId) => {
      const lock = await tryHoldLock(pathOf(runId));
      if (lock === undefined) return undefined;
      const release = async () => lock.release();
      const signals = { lost: new AbortController().signal, stop: new AbortController().signal };
      return { ...signals, receive: () => undefined, release, handOver: release, giveBack: release };
    },
    isClaimed: async (runId) => isLockHeld(pathOf(runId)),
    askToStop: async () => false,
    send: async () => undefined,
    // What was cut off is taken up by the process that starts next.
    abandoned: async () => [],
    onHandedOver: () => () => undefined,
  };
}
