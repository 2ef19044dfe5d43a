import {
  defaultNightSettings,
  type NightAccount,
  type NightAccountReason,
  type NightCost,
  type NightDeed,
  type NightEntry,
  type NightSettings,
} from "@/types/nightShift";
import type { AccountView } from "@/types/providers";
import type { RunSummary } from "@/types/run";
import type { WorkflowSummary } from "@/types/workflow";
import { forecastOf, takenOf } from "./forecast";
import { DAY_MS } from "./hours";
import type { NightState } from "./nightStore";
import type { PlannedAccount, PlanQuestion } from "./plan";
import type { NightPorts, SpareEntry } from "./ports";
import { areKnown, knownWindows } from "./windows";

/** Windows that were told longer ago are not known well enough, in milliseconds. */
export const FRESH_MS = 15 * 60_000;
/** What a run is expected to need that nobody can tell anything of, in milliseconds. */
const OTHERS_NEED_MS = 15 * 60_000;
/** No night began longer ago, in milliseconds: of what ran before, none counts as spent in it. */
const NIGHT_WITHIN_MS = 2 * DAY_MS;

/** All that the plan is made of, at one time. */
export interface Situation {
  nowMs: number;
  settings: NightSettings;
  entries: SpareEntry[];
  accounts: AccountView[];
  workflows: WorkflowSummary[];
  openRuns: RunSummary[];
  did: NightDeed[];
}

/** @throws AppError `storage_failed` */
export async function readSituation(ports: NightPorts, state: NightState): Promise<Situation> {
  const [entries, accounts, workflows, openRuns] = await Promise.all([
    ports.queue.list(),
    ports.accounts(),
    ports.workflows.list(),
    ports.runs.open(),
  ]);
  const { settings = defaultNightSettings, did } = state;
  return { nowMs: ports.now(), settings, entries, accounts, workflows, openRuns, did };
}

export function toQuestion(situation: Situation): PlanQuestion {
  const { nowMs, settings, did } = situation;
  const entries = toEntries(situation);
  return {
    nowMs,
    settings,
    accounts: situation.accounts.map((account) => toPlanned(account, situation)),
    queue: entries.map(({ id, enabled, account, reservePercent, forecast, workflowName }) => {
      const mine = did.filter(({ entry }) => entry === id);
      const open = mine.find(isOpen)?.outcome;
      const last = mine.at(-1)?.startedAt;
      return {
        ...{ id, enabled, account, reservePercent, forecast },
        isGone: workflowName === undefined,
        ...(open === undefined ? {} : { open: open === "parked" ? open : "running" }),
        ...(last === undefined ? {} : { lastStartMs: Date.parse(last) }),
      };
    }),
  };
}

/** A deed whose run is not at its end. */
export const isOpen = ({ outcome }: Pick<NightDeed, "outcome">): boolean =>
  outcome === "starting" || outcome === "running" || outcome === "parked";

export function toEntries({ entries, workflows, accounts, did, nowMs }: Situation): NightEntry[] {
  const nameOf = new Map(workflows.map(({ id, name }) => [id, name]));
  const windows = accounts.flatMap(({ usage }) => usage?.windows ?? []);
  return entries.map(({ id, workflowId, enabled, name, account, reservePercent, repeat, inputs }) => ({
    ...{ id, workflowId, enabled, name, account, reservePercent, repeat },
    workflowName: nameOf.get(workflowId),
    hasInputs: Object.keys(inputs ?? {}).length > 0,
    forecast: forecastOf(workflowId, did, windows, nowMs),
  }));
}

function toPlanned(account: AccountView, situation: Situation): PlannedAccount {
  const { id, usage } = account;
  const reason = whyLeftOut(account, situation);
  const mine = situation.did.filter((deed) => deed.account === id);
  const sinceMs = situation.nowMs - NIGHT_WITHIN_MS;
  return {
    id,
    windows: usage?.windows ?? [],
    spent: mine
      .filter((deed) => !isOpen(deed) && Date.parse(deed.startedAt) >= sinceMs)
      .map((deed) => ({ startMs: Date.parse(deed.startedAt), costs: costsOf(deed, situation) })),
    ...(reason === undefined ? {} : { reason }),
    ...toRunning(id, mine, situation),
  };
}

/** What a run took; where that was not seen, what was to be expected. What never began took nothing. */
function costsOf(deed: NightDeed, { did, nowMs }: Situation): NightCost[] {
  if (deed.outcome === "refused") return [];
  const taken = new Map(takenOf(deed).map((cost) => [cost.lengthSeconds, cost]));
  return forecastOf(deed.workflowId, did, deed.windows, nowMs).costs.map(
    (cost) => taken.get(cost.lengthSeconds) ?? cost,
  );
}

function toRunning(id: string, mine: readonly NightDeed[], { openRuns, did, nowMs }: Situation) {
  const own = mine.find(({ outcome }) => outcome === "starting" || outcome === "running");
  if (own !== undefined) {
    const { costs, durationSeconds } = forecastOf(own.workflowId, did, own.windows, nowMs);
    return { running: { untilMs: Date.parse(own.startedAt) + durationSeconds * 1000, costs } };
  }
  const isOfOthers = openRuns.some(
    ({ status, payers }) => status === "running" && payers.some((payer) => payer.kind === "account" && payer.id === id),
  );
  return isOfOthers ? { running: { untilMs: nowMs + OTHERS_NEED_MS, costs: [] } } : {};
}

export function whyLeftOut(
  account: AccountView,
  { settings, nowMs }: Pick<Situation, "settings" | "nowMs">,
): NightAccountReason | undefined {
  const { id, status, mode, route, planUse, backgroundConsent, usage } = account;
  if (settings.accounts !== undefined && !settings.accounts.includes(id)) return "not_chosen";
  if (status === "disabled") return "disabled";
  if (status === "needs_login" || status === "error" || status === "created") return "signed_out";
  if (mode === "api_key") return "pays_by_key";
  const isTold = usage?.observedAt !== undefined && areKnown(usage.windows);
  // Plan sharing does not tell its windows, and then no consent would help.
  if (route === "siwc" && !isTold) return "windows_unknown";
  if (route === "siwc" && !(planUse === true && backgroundConsent === true)) return "no_background_consent";
  if (isLimited(account, nowMs)) return "limited";
  if (!isTold) return "windows_unknown";
  return nowMs - observedMs(account) <= FRESH_MS ? undefined : "windows_old";
}

/** When its windows were told last, in milliseconds since 1970; 0 if never. */
export function observedMs({ usage }: Pick<AccountView, "usage"> = {}): number {
  return usage?.observedAt === undefined ? 0 : Date.parse(usage.observedAt);
}

function isLimited({ status, limitedUntil, usage }: AccountView, nowMs: number): boolean {
  if (usage !== undefined && !usage.usableNow) return true;
  return limitedUntil === undefined ? status === "limited" : Date.parse(limitedUntil) > nowMs;
}

export function toAccounts(situation: Situation): NightAccount[] {
  const { reservePercent } = situation.settings;
  return situation.accounts.map((account) => {
    const { id, name, usage, limitedUntil } = account;
    const reason = whyLeftOut(account, situation);
    const until = usage?.blockedUntil ?? limitedUntil;
    return {
      ...{ id, name, reservePercent, usable: reason === undefined },
      ...(reason === undefined ? {} : { reason }),
      ...(reason === "limited" && until !== undefined ? { until } : {}),
      ...(usage?.observedAt === undefined ? {} : { observedAt: usage.observedAt }),
      windows: knownWindows(usage?.windows).map(({ label, lengthSeconds, usedPercent, resetsAt }) => ({
        ...{ label, lengthSeconds, leftPercent: 100 - usedPercent },
        ...(resetsAt === undefined ? {} : { resetsAt }),
      })),
    };
  });
}
