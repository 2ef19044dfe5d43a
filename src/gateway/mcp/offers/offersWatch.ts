import type { WorkflowStore } from "@/lib/storage/ports";
import type { Offers } from "./offers";

export interface OffersWatch {
  start(): void;
  stop(): void;
}

export interface OffersWatchOptions {
  offers: Offers;
  workflows: Pick<WorkflowStore, "list" | "read">;
  onChange(): void;
  /** Milliseconds between two looks. */
  everyMs?: number;
}

/**
 * Tells when other programs and people have changed what is offered. It looks while somebody listens: the store may be
 * written by other processes, which tell nobody.
 */
export function createOffersWatch({ offers, workflows, onChange, everyMs = 5000 }: OffersWatchOptions): OffersWatch {
  let timer: NodeJS.Timeout | undefined;
  let last: string | undefined;

  async function look(): Promise<void> {
    // A store that is away is asked again.
    const now = await offers.list(workflows).then(JSON.stringify, () => undefined);
    if (now === undefined) return;
    const isChanged = last !== undefined && last !== now;
    last = now;
    if (isChanged) onChange();
  }

  return {
    start: () => {
      if (timer !== undefined) return;
      timer = setInterval(look, everyMs).unref();
      void look();
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
      last = undefined;
    },
  };
}
