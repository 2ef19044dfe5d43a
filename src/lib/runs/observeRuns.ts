import type { Log } from "@/lib/log";
import type { Meter } from "@/lib/meter";
import type { RunSummary } from "@/types/run";

/** Told of each time that this process works on a run. */
export interface RunObserver {
  /** What the work writes into the log names the run. */
  within<T>(id: string, work: () => T): T;
  /** Gives what is called when the run is not at work here any more: with its status, unless it goes on elsewhere. */
  begin(id: string, facts: RunFacts): (summary: RunSummary, isOver: boolean) => void;
}

export interface RunFacts {
  workflow: string;
  /** The person who started it. */
  by?: string;
  isResumed: boolean;
}

export const unobserved: RunObserver = { within: (_, work) => work(), begin: () => () => {} };

export interface RunObserverOptions {
  log: Pick<Log, "debug" | "info" | "within">;
  /** Of the lines that a run begins and ends with. */
  level: "debug" | "info";
  meter: Pick<Meter, "tell">;
  /** In milliseconds, of any beginning. */
  now?: () => number;
}

export function createRunObserver({ log, level, meter, now = () => performance.now() }: RunObserverOptions) {
  const observer: RunObserver = {
    within: (run, work) => log.within({ run }, work),
    begin: (run, { workflow, by, isResumed }) => {
      const beganMs = now();
      meter.tell({ of: "run-begin" });
      log[level](isResumed ? "A run goes on." : "A run begins.", {
        run,
        workflow,
        ...(by === undefined ? {} : { by }),
      });
      return ({ status, problems, counts: { calls } }, isOver) => {
        const ms = Math.round(now() - beganMs);
        meter.tell({ of: "run", status: isOver ? status : "handed_over", seconds: ms / 1000 });
        if (isOver) log[level]("A run has ended.", { run, status, problems, calls, ms });
        else log[level]("A run is left to others.", { run, ms });
      };
    },
  };
  return observer;
}
