import type { Person, PersonId } from "@/simulator/people";
import type { UsageReport } from "@/simulator/types";

const primarySeconds = 5 * 3600;
const secondarySeconds = 7 * 24 * 3600;

interface Entry {
  primaryUsedPercent: number;
  secondaryUsedPercent: number;
  /** Set by the control: every call is refused until then. */
  limitedUntilMs: number | null;
  /** Set by a prompt: the report says so until then or until the next call that succeeds. */
  reportedLimitMs: number | null;
}

export interface UsageWindow {
  usedPercent: number;
  windowSeconds: number;
  resetAtMs: number;
}

export interface UsageLedger {
  windows(person: Person): { primary: UsageWindow; secondary: UsageWindow };
  /** Until when this person is refused, if they are. */
  limitedUntilMs(person: PersonId): number | undefined;
  /** Whether the usage report says that the limit is reached. */
  reportsLimit(person: PersonId): boolean;
  reportLimit(person: PersonId, untilMs: number): void;
  /** A call went through: a little more is used. */
  addCall(person: PersonId): void;
  set(person: PersonId, report: UsageReport): void;
  /** A call begins; what it gives ends it. Undefined: as many as allowed are being answered. */
  enter(person: PersonId, allowed: number | null): (() => void) | undefined;
  reset(): void;
}

/** How much of their plan each person has used. */
export function createUsageLedger(now: () => number): UsageLedger {
  const entries = new Map<PersonId, Entry>();
  const atWork = new Map<PersonId, number>();
  const entryOf = (person: PersonId): Entry => {
    const fresh = { primaryUsedPercent: 12, secondaryUsedPercent: 31, limitedUntilMs: null, reportedLimitMs: null };
    const entry = entries.get(person) ?? fresh;
    entries.set(person, entry);
    return entry;
  };
  /** Windows begin at fixed times, so that their ends do not move with every look. */
  const endOf = (seconds: number) => (Math.floor(now() / 1000 / seconds) + 1) * seconds * 1000;
  const isAhead = (timeMs: number | null): timeMs is number => timeMs !== null && timeMs > now();

  return {
    windows({ id }) {
      const entry = entryOf(id);
      const limit = [entry.limitedUntilMs, entry.reportedLimitMs].find(isAhead);
      return {
        primary: {
          usedPercent: limit === undefined ? entry.primaryUsedPercent : 100,
          windowSeconds: primarySeconds,
          resetAtMs: limit ?? endOf(primarySeconds),
        },
        secondary: {
          usedPercent: entry.secondaryUsedPercent,
          windowSeconds: secondarySeconds,
          resetAtMs: endOf(secondarySeconds),
        },
      };
    },
    limitedUntilMs(person) {
      const { limitedUntilMs } = entryOf(person);
      return isAhead(limitedUntilMs) ? limitedUntilMs : undefined;
    },
    reportsLimit(person) {
      const { limitedUntilMs, reportedLimitMs } = entryOf(person);
      return isAhead(limitedUntilMs) || isAhead(reportedLimitMs);
    },
    reportLimit(person, untilMs) {
      entryOf(person).reportedLimitMs = untilMs;
    },
    addCall(person) {
      const entry = entryOf(person);
      entry.reportedLimitMs = null;
      entry.primaryUsedPercent = Math.min(99, entry.primaryUsedPercent + 0.5);
      entry.secondaryUsedPercent = Math.min(99, entry.secondaryUsedPercent + 0.1);
    },
    set(person, report) {
      Object.assign(entryOf(person), report);
    },
    enter(person, allowed) {
      const count = (by: number) => atWork.set(person, (atWork.get(person) ?? 0) + by);
      if (allowed !== null && (atWork.get(person) ?? 0) >= allowed) return undefined;
      count(1);
      return () => void count(-1);
    },
    reset() {
      entries.clear();
    },
  };
}
