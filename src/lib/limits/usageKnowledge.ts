import type { AccountUsage, UsageReport, UsageWindow } from "@/types/limits";
import { nameTime } from "./words";

/** What is known of one account's use, and since when. */
export interface UsageKnowledge {
  report: UsageReport;
  /** Milliseconds since 1970. */
  observedAtMs: number;
}

/** What a later report leaves of an earlier one: windows of a limit that it names are replaced as a whole. */
export function mergeReports(earlier: UsageReport | undefined, later: UsageReport): UsageReport {
  if (earlier === undefined || later.isComplete) return later;
  const named = new Set(later.windows.map(({ limit }) => limit));
  return {
    ...later,
    windows: [...later.windows, ...earlier.windows.filter(({ limit }) => !named.has(limit))],
    credits: later.credits ?? earlier.credits,
  };
}

/** @param limitedUntil ISO 8601; the upstream itself refused calls until then */
export function toAccountUsage(
  knowledge: UsageKnowledge | undefined,
  limitedUntil: string | undefined,
  nowMs: number,
): AccountUsage {
  const report = knowledge?.report;
  const windows = (report?.windows ?? []).map((window) => asOf(window, nowMs));
  const isLimited = limitedUntil !== undefined && Date.parse(limitedUntil) > nowMs;
  const full = fullWindow(windows, isLimited ? limitedUntil : undefined);
  const isBlocked = isLimited || isRefused(report, full);
  return {
    windows,
    ...(report?.credits === undefined ? {} : { credits: report.credits }),
    usableNow: !isBlocked,
    ...(isBlocked ? toBlock(full, isLimited ? limitedUntil : full?.resetsAt, report?.reachedType) : {}),
    ...(knowledge === undefined ? {} : { observedAt: new Date(knowledge.observedAtMs).toISOString() }),
  };
}

/** A window whose reset has passed has begun anew. */
function asOf(window: UsageWindow, nowMs: number): UsageWindow {
  if (window.resetsAt === undefined || Date.parse(window.resetsAt) > nowMs) return window;
  const { resetsAt: _, ...rest } = window;
  return { ...rest, usedPercent: 0 };
}

/** The used-up window of the plan's own; of several the one that ends with the limit, else the one that ends last. */
export function fullWindow(windows: UsageWindow[], limitedUntil?: string): UsageWindow | undefined {
  const endMs = ({ resetsAt }: UsageWindow) => (resetsAt === undefined ? 0 : Date.parse(resetsAt));
  const distance = (window: UsageWindow) =>
    limitedUntil === undefined ? -endMs(window) : Math.abs(endMs(window) - Date.parse(limitedUntil));
  return windows
    .filter(({ limit, usedPercent = 0 }) => limit === undefined && usedPercent >= 100)
    .sort((a, b) => distance(a) - distance(b))[0];
}

/**
 * The upstream's own verdict counts, until the window it was about has begun anew; without one a full window blocks,
 * unless there are credits to go on with.
 */
function isRefused(report: UsageReport | undefined, full: UsageWindow | undefined): boolean {
  if (report === undefined || report.allowed === true) return false;
  if (report.allowed === false) return full !== undefined || fullWindow(report.windows) === undefined;
  const { credits } = report;
  return full !== undefined && credits?.unlimited !== true && credits?.hasCredits !== true;
}

function toBlock(
  full: UsageWindow | undefined,
  until: string | undefined,
  reachedType: string | undefined,
): Pick<AccountUsage, "blockedBy" | "blockedUntil"> {
  const what = full === undefined ? causeOf(reachedType) : `the ${full.label} window`;
  if (until === undefined) return { blockedBy: what };
  return { blockedBy: `${what}, until ${nameTime(until)}`, blockedUntil: until };
}

/** Of the kind `workspace_owner_credits_depleted`, `workspace_member_usage_limit_reached` and the like. */
function causeOf(reachedType = ""): string {
  if (reachedType.includes("credits_depleted")) return "the workspace's credits, which are used up";
  if (reachedType.startsWith("workspace_")) return "the workspace's usage limit";
  return "the plan's usage limit";
}
