import type { ListedSummary } from "@/lib/runs/summary";

/** The clock is read again at least this often, in milliseconds: timers do not notice when it jumps, or sleeps. */
const MAX_TIMER_MS = 60_000;
/** A limit is asked again this much after the time it named, in milliseconds: clocks differ. */
const AFTER_RESET_MS = 1000;
/**
 * The shortest wait of a run that was taken up and met its limit again at once, in milliseconds; doubled each time. An
 * upstream may name a time that has passed, or seems to have by this computer's clock.
 */
const FIRST_PAUSE_MS = 60_000;
const MAX_PAUSE_MS = 3_600_000;

export interface RecoveryOptions {
  /** Runs that have not come to an end: as a process that starts finds them, and as one that goes on does. */
  left: () => Promise<ListedSummary[]>;
  open: () => Promise<ListedSummary[]>;
  /** Ids of runs whose worker is gone, which anybody may take up at once. */
  abandoned: (except: readonly string[]) => Promise<string[]>;
  /** Takes a run up unasked; false where it is at work somewhere, is gone or must not go on. */
  resume: (id: string) => Promise<boolean>;
  /** Ends a run that was cut off. */
  giveUp: (id: string) => Promise<void>;
  /** Whether this process has as many runs as it works on at one time. */
  isFull?: () => boolean;
  reportBug: (error: unknown) => string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Sees to it that runs go on which nobody would start: parked ones at their time, those that a crash cut off. */
export interface Recovery {
  /** To be called when a process starts that stays: takes up what was cut off, and waits for what is parked. */
  afterStart(): Promise<void>;
  /** Waits for runs that another process has parked (the command line) as well. */
  lookForParked(): Promise<void>;
  /** Takes up runs whose worker has died or left; costs little. What goes wrong is told by the next look, too. */
  lookForAbandoned(): Promise<void>;
  /** Waits for the limit of one run; one that waits for people may have one too. */
  waitFor(run: Pick<ListedSummary, "id" | "status" | "parked">): void;
  forget(id: string): void;
  /** Takes nothing up any more. */
  stop(): void;
}

export function createRecovery({
  left,
  open,
  abandoned,
  resume,
  giveUp,
  isFull = () => false,
  reportBug,
  now,
}: RecoveryOptions): Recovery {
  const timers = new Map<string, NodeJS.Timeout>();
  /** How often a run was taken up in vain: it met a limit that was said to end soon, or could not go on. */
  const vain = new Map<string, number>();
  /** Could not be taken up here, and when that is tried again; another process may have another version. */
  const failed = new Map<string, { times: number; againMs: number }>();
  let isLooking = false;
  let isLookWanted = false;
  let isStopped = false;

  const tryResume = (id: string): Promise<unknown> => resume(id).catch(reportBug);

  const resumeParked = async (id: string): Promise<void> => {
    // The next look finds it again, here or where there is room.
    if (isFull()) return;
    // What fails is not tried, and told, every minute either.
    if ((await tryResume(id)) !== false) vain.set(id, (vain.get(id) ?? 0) + 1);
  };

  const waitUntil = (id: string, atMs: number): void => {
    const look = () => {
      timers.delete(id);
      if (now() < atMs) waitUntil(id, atMs);
      else void resumeParked(id);
    };
    const waitMs = Math.max(0, atMs - now());
    timers.set(id, setTimeout(look, Math.min(waitMs, MAX_TIMER_MS)).unref());
  };

  const waitFor: Recovery["waitFor"] = ({ id, status, parked }) => {
    const untilMs = Date.parse(parked?.until ?? "");
    if (isStopped || !(status === "parked" || status === "waiting") || timers.has(id) || Number.isNaN(untilMs)) return;
    if (untilMs - now() > MAX_PAUSE_MS) vain.delete(id);
    const times = vain.get(id) ?? 0;
    const pauseMs = times === 0 ? 0 : pauseAfter(times);
    waitUntil(id, Math.max(untilMs + AFTER_RESET_MS, now() + pauseMs));
  };

  /** What fails is not tried, and told, every few seconds. */
  const takeUpAbandoned = async (id: string): Promise<void> => {
    if (isStopped || isFull()) return;
    if (typeof (await tryResume(id)) === "boolean") failed.delete(id);
    else {
      const times = (failed.get(id)?.times ?? 0) + 1;
      failed.set(id, { times, againMs: now() + pauseAfter(times) });
    }
  };

  return {
    afterStart: async () => {
      for (const run of await left()) {
        if (run.status !== "interrupted") waitFor(run);
        // Who waited for its answer lost the connection with the process, and asks again.
        else if (run.through?.kind === "v1") await giveUp(run.id).catch(reportBug);
        else if (!isFull()) await tryResume(run.id);
      }
    },
    lookForParked: async () => {
      const runs = await open();
      const ids = new Set(runs.map(({ id }) => id));
      for (const id of vain.keys()) if (!ids.has(id)) vain.delete(id);
      for (const run of runs) waitFor(run);
    },
    lookForAbandoned: async () => {
      isLookWanted = true;
      if (isLooking) return;
      isLooking = true;
      try {
        // What is handed over during a look may have been missed by it.
        while (isLookWanted && !isStopped && !isFull()) {
          isLookWanted = false;
          const notYet = Array.from(failed).filter(([, { againMs }]) => now() < againMs);
          for (const id of await abandoned(notYet.map(([id]) => id))) await takeUpAbandoned(id);
        }
      } finally {
        isLooking = false;
      }
    },
    waitFor,
    forget: (id) => {
      clearTimeout(timers.get(id));
      timers.delete(id);
    },
    stop: () => {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

/** Longer each time, in milliseconds. */
function pauseAfter(times: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (times - 1), MAX_PAUSE_MS);
}
