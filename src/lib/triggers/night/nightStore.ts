import { z } from "zod";
import { createJsonText } from "@/lib/storage/jsonText";
import type { TextStore } from "@/lib/storage/ports";
import { type NightDeed, nightDeedSchema, nightSettingsSchema } from "@/types/nightShift";
import { DAY_MS } from "./hours";

/** What was done is kept so long, in milliseconds, and no more of it than this. */
const KEPT_MS = 90 * DAY_MS;
const KEPT_DEEDS = 500;

const stateSchema = z.object({
  version: z.literal(1),
  settings: nightSettingsSchema.optional(),
  /** Oldest first. */
  did: z.array(nightDeedSchema),
});
export type NightState = z.infer<typeof stateSchema>;

/** Settings and deeds of one person's night shift, in one text. */
export interface NightStore {
  /** Not to be changed. @throws AppError `storage_failed` */
  read(): Promise<NightState>;
  /** Lets `edit` change a copy, keeps it, and gives it. @throws AppError `storage_failed` */
  change(edit: (state: NightState) => void): Promise<NightState>;
  /** Does `work` while no other process is at it. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** @param now milliseconds since 1970 */
export function createNightStore(texts: TextStore, now: () => number): NightStore {
  const text = createJsonText<NightState>({
    texts,
    name: "night-shift",
    what: "The night shift",
    schema: stateSchema,
    empty: { version: 1, did: [] },
    mend: "Delete it to set the night shift up anew; its queue stays.",
  });
  const rounds = texts.lock("night-shift-rounds", { reachesOut: true });
  return {
    read: text.read,
    change: (edit) =>
      text.change((state) => {
        edit(state);
        state.did = bounded(state.did, now());
        return structuredClone(state);
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
