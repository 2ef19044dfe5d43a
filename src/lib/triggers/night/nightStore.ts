import { z } from "zod";
import type { TextStore } from "@/lib/storage/ports";
import { parseStored } from "@/lib/storage/storedJson";
import { AppError } from "@/types/errors";
import { type NightDeed, nightDeedSchema, nightSettingsSchema } from "@/types/nightShift";
import { idSchema } from "@/types/workflow";
import { DAY_MS } from "./hours";

const VERSION = 1;
/** What was done is kept so long, in milliseconds, and no more of it than this. */
const KEPT_MS = 90 * DAY_MS;
const KEPT_DEEDS = 500;

const stateSchema = z.object({
  version: z.literal(VERSION),
  settings: nightSettingsSchema.optional(),
  /** Ids of entries; those that it does not name come after, oldest first. */
  order: z.array(idSchema),
  /** Oldest first. */
  did: z.array(nightDeedSchema),
});
export type NightState = Omit<z.infer<typeof stateSchema>, "version">;

/** Settings, order and deeds of one person's night shift, in one text. */
export interface NightStore {
  /** @throws AppError `storage_failed` */
  read(): Promise<NightState>;
  /** Reads anew while nobody else writes, lets `edit` change a copy, and keeps it. @throws AppError `storage_failed` */
  change(edit: (state: NightState) => void): Promise<NightState>;
  /** Does `work` while no other process is at it. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** @param now milliseconds since 1970 */
export function createNightStore(texts: TextStore, now: () => number): NightStore {
  const text = texts.text("night-shift", "The night shift");
  const lock = texts.lock("night-shift");
  const rounds = texts.lock("night-shift-rounds", { reachesOut: true });
  const parse = (stored: string | undefined): NightState =>
    stored === undefined ? { order: [], did: [] } : parseState(stored, text.place);
  return {
    read: async () => parse((await text.read())?.text),
    change: (edit) =>
      lock.run(async () => {
        const current = await text.read();
        const state = parse(current?.text);
        const before = JSON.stringify(state);
        edit(state);
        state.did = bounded(state.did, now());
        if (JSON.stringify(state) !== before) {
          await text.write(`${JSON.stringify({ version: VERSION, ...state }, null, 2)}\n`, current?.version);
        }
        return state;
      }),
    alone: (work) => rounds.run(work),
  };
}

/** What has not ended stays, however old it is. */
function bounded(did: NightDeed[], nowMs: number): NightDeed[] {
  const young = did.filter(
    ({ endedAt, startedAt }) => endedAt === undefined || Date.parse(startedAt) > nowMs - KEPT_MS,
  );
  return young.slice(-KEPT_DEEDS);
}

function parseState(stored: string, place: string): NightState {
  const state = stateSchema.safeParse(parseStored(stored));
  if (state.success) {
    const { version: _, ...rest } = state.data;
    return rest;
  }
  const message = `The night shift cannot be read from ${place}: it is damaged, or from another version of Patchbay. Delete it to set the night shift up anew; its queue stays.`;
  throw new AppError("storage_failed", message, {}, { cause: state.error });
}
