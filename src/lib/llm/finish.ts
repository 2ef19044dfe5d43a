import type { Asked } from "./failure";
import type { ProviderEvent } from "./provider";

/** Tells of an answer that ended for a reason of which nobody can say whether it is whole. */
export function unknownFinish({ upstream }: Asked, reason: string): ProviderEvent {
  const message = `${upstream} ended the answer for a reason that is not known here (${reason.slice(0, 60)}). It may be incomplete.`;
  return { type: "notice", code: "unknown_finish", message };
}
