import type { Trigger } from "@/types/triggers";

/** Does the same for all at once: one that fails keeps no other from its turn. @throws then, what the first of them threw */
export async function seeToAll(triggers: readonly Trigger[], work: (trigger: Trigger) => Promise<void>): Promise<void> {
  const done = await Promise.allSettled(triggers.map(work));
  const failed = done.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
