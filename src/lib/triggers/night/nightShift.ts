import type { TextStore } from "@/lib/storage/ports";
import {
  type ChangeNightShift,
  defaultNightSettings,
  type NightSettings,
  type NightShift as NightShiftView,
} from "@/types/nightShift";
import { DAY_MS, spansBetween } from "./hours";
import { createNightStore } from "./nightStore";
import { planNight } from "./plan";
import type { NightPorts } from "./ports";
import { createNightRounds } from "./runner";
import { readSituation, toAccounts, toEntries, toQuestion } from "./situation";

/** Of what was done so much is shown. */
const SHOWN_DEEDS = 100;

/** The night shift of one person. */
export interface NightShift {
  /** What it would do, with a look at the accounts. @throws AppError `storage_failed` */
  view(): Promise<NightShiftView>;
  /** What is not named stays. @throws AppError `storage_failed` */
  change(change: ChangeNightShift): Promise<NightShiftView>;
  /** See `createNightRounds`. @throws AppError `storage_failed` */
  round(): Promise<{ isOpen: boolean }>;
}

export function createNightShift(texts: TextStore, ports: NightPorts): NightShift {
  const store = createNightStore(texts, ports.now);

  async function view(): Promise<NightShiftView> {
    const accounts = await ports.accounts();
    // What cannot be asked is shown as it was known.
    await Promise.all(accounts.map(({ id }) => ports.readUsage(id).catch(() => undefined)));
    const state = await store.read();
    const situation = await readSituation(ports, state);
    const { settings, nowMs, did } = situation;
    return {
      settings,
      isNew: state.settings === undefined,
      queue: toEntries(situation),
      plan: planNight(toQuestion(situation)),
      did: did.toReversed().slice(0, SHOWN_DEEDS),
      accounts: toAccounts(situation),
      nights: spansBetween(settings.hours, settings.timeZone, nowMs, nowMs + DAY_MS).map(({ startMs, endMs }) => ({
        from: new Date(startMs).toISOString(),
        to: new Date(endMs).toISOString(),
      })),
      now: new Date(nowMs).toISOString(),
    };
  }

  return {
    view,
    change: async ({ order, ...change }) => {
      if (order !== undefined) await ports.queue.arrange(order);
      if (Object.keys(change).length > 0) {
        await store.change((state) => {
          state.settings = merged(state.settings, change);
        });
      }
      return view();
    },
    round: createNightRounds(store, ports),
  };
}

function merged(
  before: NightSettings = defaultNightSettings,
  { accounts, ...change }: Omit<ChangeNightShift, "order">,
): NightSettings {
  const { accounts: chosen, ...rest } = { ...before, ...change };
  const now = accounts === undefined ? chosen : accounts;
  return now === undefined || now === null ? rest : { ...rest, accounts: now };
}
