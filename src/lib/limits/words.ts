const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `5 h`, `7 d`, or minutes where neither fits. */
export function nameWindow(lengthSeconds: number): string {
  if (lengthSeconds >= DAY && lengthSeconds % DAY === 0) return `${lengthSeconds / DAY} d`;
  if (lengthSeconds >= HOUR && lengthSeconds % HOUR === 0) return `${lengthSeconds / HOUR} h`;
  return `${Math.round(lengthSeconds / MINUTE)} min`;
}

/** `2026-11-25 14:05 UTC`, of an ISO 8601 time in UTC. */
export function nameTime(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}

/** The one sentence of a used-up plan, whoever finds out. `whose` stands after "The usage limit of". */
export function usageLimitSentence(whose: string, resetsAt: string | undefined, window: string | undefined): string {
  const which = window === undefined ? "" : ` (the ${window} window)`;
  const reset = resetsAt === undefined ? "" : ` It resets at ${nameTime(resetsAt)}.`;
  return `The usage limit of ${whose} is reached${which}.${reset}`;
}
