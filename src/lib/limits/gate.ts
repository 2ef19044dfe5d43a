import type { CallQueue, Seats } from "@/types/limits";
import { createSingleFile, createTurns } from "./turns";

export interface GateOptions {
  /** Calls at work together at most. */
  maxParallel: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Successes after which one more call is let in again. Default 10. */
  recoverAfterCalls?: number;
  /** Milliseconds without a 429 after which one more call is let in again. Default 60 s. */
  recoverAfterMs?: number;
  /** Places that are counted over all processes. Without, this process is the only one. */
  seats?: Seats;
}

/** One caller's place at a gate, from the moment it joined. */
export interface Turn {
  /**
   * Callers before it and itself, counted from 1, once it is known whether other processes leave a place; 0 when it may
   * begin. Who joins later for another run may come before it.
   */
  place: Promise<number>;
  /** Resolves when the caller may begin. */
  ready: Promise<void>;
  /** The upstream answered with a 429 that is not the quota. */
  slowDown(): void;
  succeed(): void;
  /** Ends the turn, also one that never came. Must always be called; once counts. */
  leave(): void;
}

/** The turns of one run; of none where calls were made by themselves. */
export interface Holder {
  run: string | undefined;
  running: number;
  waiting: number;
}

/** Lets calls of one payer in: persons take turns, and the runs of each; inside a run it is first come, first served. */
export interface Gate {
  /** `run` is the one that the call is made for, `person` who pays for it. */
  join(run?: string, person?: string): Turn;
  snapshot(): CallQueue;
  /** Whose turns these are, those that have been here longest first. */
  holders(): Holder[];
}

/** One for all: every turn ends so, and nobody reads where. */
const left = new DOMException("The turn is over.", "AbortError");

/**
 * A gate that learns: a burst of 429s halves how many calls are at work together (at least one stays), successes and
 * time bring them back one by one.
 */
export function createGate({
  maxParallel,
  now,
  recoverAfterCalls = 10,
  recoverAfterMs = 60_000,
  seats,
}: GateOptions): Gate {
  const queue = createTurns(() => createTurns(createSingleFile));
  let running = 0;
  let limit = maxParallel;
  let changedAtMs = now();
  let successes = 0;
  /** Moves with every halving: calls let in before it belong to the burst that caused it. */
  let era = 0;
  const holders = new Map<string | undefined, Holder>();

  function setLimit(next: number): void {
    limit = next;
    changedAtMs = now();
    successes = 0;
  }

  function recover(): void {
    if (limit === maxParallel) return;
    const steps = Math.max(
      Math.floor((now() - changedAtMs) / recoverAfterMs),
      Math.floor(successes / recoverAfterCalls),
    );
    if (steps > 0) setLimit(Math.min(maxParallel, limit + steps));
  }

  function letIn(): void {
    recover();
    while (running < limit) {
      const begin = queue.next();
      if (begin === undefined) return;
      running += 1;
      begin();
    }
  }

  return {
    join(run, person) {
      const holder = holders.get(run) ?? { run, running: 0, waiting: 0 };
      holders.set(run, holder);
      holder.waiting += 1;
      const entry = Promise.withResolvers<void>();
      const place = Promise.withResolvers<number>();
      const gone = new AbortController();
      let freeSeat = () => {};
      let state: "waiting" | "running" | "left" = "waiting";
      let ownEra = era;
      const begin = () => {
        state = "running";
        holder.waiting -= 1;
        holder.running += 1;
        ownEra = era;
        if (seats === undefined) enter();
        else void sitDown(seats);
      };
      const enter = () => {
        place.resolve(0);
        entry.resolve();
      };
      const sitDown = async (shared: Seats) => {
        const free = await shared.take(limit, () => place.resolve(1), gone.signal).catch(() => undefined);
        if (free === undefined) return; // it left meanwhile
        freeSeat = free;
        if (gone.signal.aborted) freeSeat();
        else enter();
      };
      const waiting = queue.add(begin, [person, run]);
      letIn();
      if (state === "waiting") place.resolve(waiting.place);
      return {
        place: place.promise,
        ready: entry.promise,
        slowDown() {
          // The rest of a burst says nothing new; a call that meets a 429 again afterwards does.
          if (ownEra === era) {
            era += 1;
            setLimit(Math.max(1, Math.floor(limit / 2)));
          }
          ownEra = era;
        },
        succeed() {
          successes += 1;
        },
        leave() {
          if (state === "left") return;
          if (state === "running") {
            running -= 1;
            holder.running -= 1;
          } else {
            waiting.leave();
            holder.waiting -= 1;
          }
          if (holder.running + holder.waiting === 0) holders.delete(run);
          state = "left";
          gone.abort(left);
          freeSeat();
          letIn();
        },
      };
    },
    snapshot() {
      recover();
      return { running, waiting: queue.length(), limit };
    },
    holders: () => Array.from(holders.values(), (holder) => ({ ...holder })),
  };
}
