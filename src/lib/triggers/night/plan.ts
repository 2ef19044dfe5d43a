import type { UsageWindow } from "@/types/limits";
import type {
  NightAccountReason,
  NightCost,
  NightForecast,
  NightSettings,
  NightStart,
  NightStep,
  NightWait,
} from "@/types/nightShift";
import { DAY_MS, type Span, spansBetween } from "./hours";
import { asAt, isLong, percentOf, roomOf, toStates, toView, type WindowState, withRun } from "./windows";

/** The plan tells so far ahead. */
const HORIZON_MS = DAY_MS;
/** "Shortly before the reset": so long, or half as long again as the queue is expected to take if that is more. */
const LEAD_MS = 3_600_000;
/** As little as a run at work is expected to need from now on. */
const STILL_AT_WORK_MS = 300_000;
/** How often a start is looked for in one night, of one entry on one account. */
const MAX_TRIES = 50;

/** An entry of the queue, with what its runs are expected to take. Times in milliseconds since 1970. */
export interface QueuedEntry {
  id: string;
  enabled: boolean;
  /** Any that is chosen if absent. */
  account?: string;
  /** More than the reserve of all, for this one. */
  reservePercent?: number;
  forecast: NightForecast;
  /** Its document is not there any more. */
  isGone?: boolean;
  /** Its latest run is not at its end. */
  open?: "running" | "parked";
  /** When it was started last. */
  lastStartMs?: number;
}

export interface PlannedAccount {
  id: string;
  /** Why it is left out. */
  reason?: NightAccountReason;
  windows: readonly UsageWindow[];
  /** What the night shift did of late: what began in this night counts as spent in it. */
  spent: readonly { startMs: number; costs: readonly NightCost[] }[];
  /** What is at work on it: nothing starts beside it. */
  running?: { untilMs: number; costs: readonly NightCost[] };
}

export interface PlanQuestion {
  nowMs: number;
  settings: NightSettings;
  queue: readonly QueuedEntry[];
  accounts: readonly PlannedAccount[];
}

/** An account on its way through the night. */
interface Lane {
  id: string;
  windows: WindowState[];
  freeAtMs: number;
  /** How long before a reset the first run starts. */
  leadMs: number;
}

type Start = Omit<NightStart, "state" | "entry" | "at"> & { startMs: number; endMs: number };
type Wait = Omit<NightWait, "state" | "entry">;

/**
 * What the night shift will do in the next 24 hours, one step for each entry, in the order of the queue. It knows no
 * clock: the same question has the same answer. On one account one run follows another, in the order of the queue, and
 * none that would, with what it is expected to take, leave less than the reserve of any window.
 */
export function planNight(question: PlanQuestion): NightStep[] {
  const { nowMs, settings, queue, accounts } = question;
  const spans = spansBetween(settings.hours, settings.timeZone, nowMs, nowMs + farthest(accounts, nowMs));
  const starts = new Map<string, Start>();
  const waits = new Map<string, Wait>();
  for (const entry of queue) {
    const wait = standsStill(entry, question);
    if (wait !== undefined) waits.set(entry.id, wait);
  }
  const moving = queue.filter(({ id }) => !waits.has(id));
  let lanes = toLanes(question, moving, spans);
  for (const span of spans.filter(({ startMs }) => startMs < nowMs + HORIZON_MS)) {
    lanes = lanes.map((lane) => intoNight(lane, span, nowMs));
    for (const entry of moving.filter(({ id }) => !starts.has(id))) {
      const mine = lanes.filter(({ id }) => entry.account === undefined || entry.account === id);
      const { start, wait } = best(mine.map((lane) => startIn(span, lane, entry, settings, spans, nowMs)));
      if (start !== undefined) {
        starts.set(entry.id, start);
        lanes = lanes.map((lane) => (lane.id === start.account ? afterStart(lane, start) : lane));
      } else if (wait !== undefined && !waits.has(entry.id)) waits.set(entry.id, wait);
    }
  }
  return queue.map(({ id }) => {
    const start = starts.get(id);
    if (start === undefined) return { state: "waits", entry: id, ...(waits.get(id) ?? { reason: "no_hours" }) };
    const { startMs, endMs: _, ...step } = start;
    return { state: "starts", entry: id, at: new Date(startMs).toISOString(), ...step };
  });
}

/** Nights are counted until the last reset that is known, and no farther than six weeks. */
function farthest(accounts: readonly PlannedAccount[], nowMs: number): number {
  const ends = accounts.flatMap(({ windows }) =>
    windows.map(({ resetsAt, lengthSeconds }) =>
      resetsAt === undefined ? lengthSeconds * 1000 : Date.parse(resetsAt) - nowMs,
    ),
  );
  return Math.min(42 * DAY_MS, Math.max(2 * DAY_MS, ...ends) + 2 * DAY_MS);
}

/** Why an entry does not move, whatever the time. */
function standsStill(entry: QueuedEntry, { settings, accounts }: PlanQuestion): Wait | undefined {
  if (!settings.enabled) return { reason: "night_shift_off" };
  if (!entry.enabled) return { reason: "switched_off" };
  if (entry.isGone) return { reason: "workflow_gone" };
  if (entry.open !== undefined) return { reason: entry.open };
  const { account } = entry;
  if (account !== undefined) {
    const named = accounts.find(({ id }) => id === account);
    if (named === undefined) return { reason: "no_account", account };
    if (named.reason !== undefined) return { reason: "account_left_out", account, accountReason: named.reason };
  }
  return accounts.some(({ reason }) => reason === undefined) ? undefined : { reason: "no_account" };
}

function toLanes({ accounts, nowMs }: PlanQuestion, moving: readonly QueuedEntry[], spans: readonly Span[]): Lane[] {
  const nightMs = spans.find(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs)?.startMs;
  return accounts.flatMap((account) => {
    const { id, reason, running } = account;
    const windows = toStates(account.windows, (window) => spentOf(account, window, nightMs));
    if (reason !== undefined || windows === undefined) return [];
    const mine = moving.filter((entry) => entry.account === undefined || entry.account === id);
    const workMs = mine.reduce((sum, { forecast }) => sum + forecast.durationSeconds * 1000, 0);
    const lane = { id, windows, freeAtMs: nowMs, leadMs: Math.max(LEAD_MS, 1.5 * workMs) };
    if (running === undefined) return [lane];
    const freeAtMs = Math.max(running.untilMs, nowMs + STILL_AT_WORK_MS);
    // How much of it is in the windows already nobody can tell: all of it is taken off once more.
    const busy = windows.map((window) => withRun(asAt(window, nowMs), running.costs, nowMs, freeAtMs));
    return [{ ...lane, windows: busy, freeAtMs }];
  });
}

/** Of a window, what runs of this night took that began after it did. */
function spentOf({ spent }: PlannedAccount, window: UsageWindow, nightMs: number | undefined): number {
  if (nightMs === undefined) return 0;
  const { resetsAt, lengthSeconds } = window;
  const begunMs = resetsAt === undefined ? 0 : Date.parse(resetsAt) - lengthSeconds * 1000;
  return spent
    .filter(({ startMs }) => startMs >= nightMs && startMs >= begunMs)
    .reduce((sum, { costs }) => sum + percentOf(costs, { lengthMs: lengthSeconds * 1000 }), 0);
}

/** In each night as much may be spent of a long window anew. */
function intoNight(lane: Lane, { startMs }: Span, nowMs: number): Lane {
  if (startMs <= nowMs) return lane;
  return { ...lane, windows: lane.windows.map((window) => ({ ...asAt(window, startMs), spentPercent: 0 })) };
}

interface Found {
  start?: Start;
  wait?: Wait;
}

/** The earliest start; of equal ones that with the most left. */
function best(found: readonly Found[]): Found {
  const starts = found.flatMap(({ start }) => start ?? []);
  const [first] = starts.toSorted((a, b) => a.startMs - b.startMs || leastLeft(b.after) - leastLeft(a.after));
  return first === undefined ? { wait: found.find(({ wait }) => wait !== undefined)?.wait } : { start: first };
}

const leastLeft = (windows: Start["after"]): number => Math.min(...windows.map(({ leftPercent }) => leftPercent));

/** The first time in one night at which an entry may start on an account, or why there is none. */
function startIn(
  span: Span,
  lane: Lane,
  entry: QueuedEntry,
  settings: NightSettings,
  spans: readonly Span[],
  nowMs: number,
): Found {
  const account = lane.id;
  const reservePercent = Math.max(settings.reservePercent, entry.reservePercent ?? 0);
  const { costs, durationSeconds } = entry.forecast;
  const never = lane.windows.find((window) => percentOf(costs, window) > 100 - reservePercent);
  if (never !== undefined) return { wait: tooTight("too_large", account, never, 100 - reservePercent, costs) };
  if (entry.lastStartMs !== undefined && entry.lastStartMs >= span.startMs && entry.lastStartMs < span.endMs)
    return { wait: { reason: "done_tonight" } };
  // What takes longer than a night starts when it begins.
  const needsMs = Math.min(durationSeconds * 1000, span.endMs - span.startMs);
  let wait: Wait = { reason: "no_time", account };
  let startMs = Math.max(nowMs, lane.freeAtMs, span.startMs);
  for (let tries = 0; tries < MAX_TRIES && startMs + needsMs <= span.endMs; tries++) {
    const at = startMs;
    const windows = lane.windows.map((window) => asAt(window, at));
    const later = shortlyBefore(windows, lane.leadMs, span);
    if (later > startMs && later + needsMs <= span.endMs) {
      startMs = later;
      continue;
    }
    const rooms = windows.map((window) => ({ window, room: roomOf(window, at, reservePercent, settings, spans) }));
    const tight = rooms.filter(({ window, room }) => percentOf(costs, window) > room.percent);
    const [first] = tight;
    if (first === undefined) return { start: toStart(windows, account, startMs, reservePercent, entry) };
    if (wait.reason === "no_time") wait = tooTight(first.room.by, account, first.window, first.room.percent, costs);
    startMs = Math.max(...tight.map(({ window }) => window.resetsAtMs ?? Number.POSITIVE_INFINITY));
  }
  return { wait };
}

/**
 * When to begin with what a running short window has left that began before these hours: late, since its owner may want
 * it until then, and in time for all that waits. One that begins in the hours is begun at once: the earlier it begins
 * the earlier it is fresh again.
 */
function shortlyBefore(windows: readonly WindowState[], leadMs: number, { startMs, endMs }: Span): number {
  const resets = windows.flatMap((window) => {
    const { resetsAtMs, lengthMs } = window;
    return isLong(window) || resetsAtMs === undefined || resetsAtMs - lengthMs >= startMs ? [] : resetsAtMs;
  });
  return resets.length === 0 ? 0 : Math.min(endMs, ...resets) - leadMs;
}

function tooTight(
  reason: "too_large" | "reserve" | "nights_share",
  account: string,
  window: WindowState,
  room: number,
  costs: readonly NightCost[],
): Wait {
  return { reason, account, window: toView(window), room: Math.max(0, room), needs: percentOf(costs, window) };
}

function toStart(
  windows: readonly WindowState[],
  account: string,
  startMs: number,
  reservePercent: number,
  { forecast }: QueuedEntry,
): Start {
  const endMs = startMs + forecast.durationSeconds * 1000;
  const [soonest] = windows.toSorted((a, b) => endOf(a) - endOf(b));
  if (soonest === undefined) throw new Error("A lane has at least one window.");
  const after = windows.map((window) => toView(withRun(window, forecast.costs, startMs, endMs)));
  return { account, window: toView(soonest), reservePercent, forecast, after, startMs, endMs };
}

const endOf = ({ resetsAtMs = Number.POSITIVE_INFINITY }: WindowState): number => resetsAtMs;

function afterStart(lane: Lane, { startMs, endMs, forecast }: Start): Lane {
  const windows = lane.windows.map((window) => withRun(asAt(window, startMs), forecast.costs, startMs, endMs));
  return { ...lane, windows, freeAtMs: endMs };
}
