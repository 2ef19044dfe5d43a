import { z } from "zod";
import type { TextStore, VersionedText } from "@/lib/storage/ports";
import { parseStored } from "@/lib/storage/storedJson";
import { AppError } from "@/types/errors";
import { deliverySchema } from "@/types/triggers";

/** Deliveries of one trigger that are kept. */
export const MAX_DELIVERIES = 50;

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
  change<T>(id: string, work: (state: TriggerState, save: () => Promise<void>) => Promise<T>): Promise<T>;
  /** @throws AppError `storage_failed` */
  remove(id: string): Promise<void>;
}

/** What is forgotten of triggers that are not there any more stays small; it is kept in memory per process. */
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
  const text = texts.text(`trigger.${id}`, "What became of a trigger");
  // Its work starts runs: where the lock is lost, the next one must not do so as well.
  const lock = texts.lock(`trigger.${id}`, { reachesOut: true });
  let known: { version: string; state: TriggerState } | undefined;

  function stateOf(current: VersionedText | undefined): TriggerState {
    if (current === undefined) return { version: 1, deliveries: [], signatures: [], keys: [] };
    if (known?.version !== current.version) {
      known = { version: current.version, state: parseState(current.text, text.place) };
    }
    return known.state;
  }

  return {
    read: async () => stateOf(await text.read()),
    change: <T>(work: (state: TriggerState, save: () => Promise<void>) => Promise<T>) =>
      lock.run(async () => {
        const current = await text.read();
        const state = structuredClone(stateOf(current));
        let over = current?.version;
        let saved = JSON.stringify(state);
        const save = async () => {
          state.deliveries.splice(MAX_DELIVERIES);
          const written = JSON.stringify(state);
          if (written === saved) return;
          await text.write(`${written}\n`, over);
          over = (await text.read())?.version;
          saved = written;
        };
        const result = await work(state, save);
        await save();
        return result;
      }),
    remove: () => lock.run(() => text.remove()),
  };
}

function parseState(text: string, place: string): TriggerState {
  const state = stateSchema.safeParse(parseStored(text));
  if (state.success) return state.data;
  const message = `What became of a trigger cannot be read from ${place}: it is damaged, or from another version of Patchbay. It stays as it is; move it away, and the trigger begins anew.`;
  throw new AppError("storage_failed", message, {}, { cause: state.error });
}
