import { z } from "zod";
import { createJsonText } from "@/lib/storage/jsonText";
import type { TextStore } from "@/lib/storage/ports";
import { type Delivery, deliverySchema } from "@/types/triggers";

/** Deliveries of one trigger that are kept. */
const MAX_DELIVERIES = 50;

const stateSchema = z.object({
  version: z.literal(1),
  /** Newest first. */
  deliveries: z.array(deliverySchema),
  /** Of a schedule: times up to this one were seen to. */
  doneUntil: z.string().optional(),
  /** Of a hook: digests of the signatures that were taken, until they would be too old anyway. */
  signatures: z.array(z.object({ digest: z.string(), until: z.string() })).default([]),
  /** Of a hook: digests of idempotency keys and of the bodies that came with them. */
  keys: z
    .array(
      z.object({
        key: z.string(),
        body: z.string(),
        until: z.string(),
        delivery: z.string(),
        run: z.string().optional(),
      }),
    )
    .default([]),
});

/** What became of one trigger so far. Times are ISO 8601, UTC. */
export type TriggerState = z.infer<typeof stateSchema>;

/** What becomes of triggers, a text for each, apart from what people said of it: it changes each time that one fires. */
export interface TriggerStates {
  /** Not to be changed. An unchanged one costs next to nothing. @throws AppError `storage_failed` */
  read(id: string): Promise<TriggerState>;
  /**
   * Lets `work` change the state while no process does so; `save` keeps what it has changed so far, as the end does.
   * A process that was killed in between leaves what it saved last. @throws AppError `storage_failed`, what `work` throws
   */
  change<T>(id: string, work: (state: TriggerState, save: () => Promise<void>) => T | Promise<T>): Promise<T>;
  /** @throws AppError `storage_failed` */
  remove(id: string): Promise<void>;
}

/** Triggers whose state is remembered as it was read last; with more, all are read anew. */
const MAX_KNOWN = 2000;

export function createTriggerStates(texts: TextStore): TriggerStates {
  const known = new Map<string, ReturnType<typeof createState>>();
  const stateOf = (id: string) => {
    const state = known.get(id) ?? createState(texts, id);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(id, state);
    return state;
  };
  return {
    read: (id) => stateOf(id).read(),
    change: (id, work) => stateOf(id).change(work),
    remove: (id) => stateOf(id).remove(),
  };
}

function createState(texts: TextStore, id: string) {
  return createJsonText<TriggerState>({
    texts,
    name: `trigger.${id}`,
    what: "What became of a trigger",
    schema: stateSchema,
    empty: { version: 1, deliveries: [], signatures: [], keys: [] },
    mend: "Move it away, and the trigger begins anew.",
    // Its work starts runs: where the lock is lost, the next one must not do so as well.
    lock: { reachesOut: true },
  });
}

/** Puts one before all others, and lets the oldest go. */
export function addDelivery(state: TriggerState, delivery: Delivery): Delivery {
  state.deliveries = [delivery, ...state.deliveries].slice(0, MAX_DELIVERIES);
  return delivery;
}
