import { describe, expect, it } from "vitest";
import type { Lock } from "@/lib/storage/ports";

export interface LockForm {
  lock: Lock;
  /** Takes the lock as another process would, until what it gives is called. */
  hold(): Promise<() => Promise<void>>;
}

/** What holds for every form of `Lock`. */
export function lockContract(name: string, make: () => Promise<LockForm>): void {
  describe(`${name}, as a lock`, () => {
    it("lets callers of one process in one after the other, in order", async () => {
      const { lock } = await make();
      const log: string[] = [];
      const enter = (who: string) =>
        lock.run(async () => {
          log.push(`${who} in`);
          await new Promise((resolve) => setImmediate(resolve));
          log.push(`${who} out`);
        });
      await Promise.all(["a", "b", "c"].map(enter));
      expect(log).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
    });

    it("is free again after work that failed", async () => {
      const { lock } = await make();
      await expect(lock.run(() => Promise.reject(new Error("boom")))).rejects.toThrow("boom");
      expect(await lock.run(async () => "next")).toBe("next");
    });

    it("keeps out this process as long as another has it", async () => {
      const { lock, hold } = await make();
      const release = await hold();
      let isFree = false;
      const waiting = lock.run(async () => isFree);
      await new Promise((resolve) => setTimeout(resolve, 50));
      isFree = true;
      await release();
      expect(await waiting).toBe(true);
    });

    it("is waited for no longer than somebody wants to, and then says how long it was held", async () => {
      const { lock, hold } = await make();
      const release = await hold();
      const enough = new AbortController();
      const waiting = lock.run(async () => "in", enough.signal);
      enough.abort();
      await expect(waiting).rejects.toMatchObject({ code: "storage_failed", facts: { reason: "locked" } });
      await release();
      expect(await lock.run(async () => "in", enough.signal)).toBe("in");
    });
  });
}
