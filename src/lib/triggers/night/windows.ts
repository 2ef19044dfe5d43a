import type { UsageWindow } from "@/types/limits";
import type { NightCost, NightSettings, NightWindow } from "@/types/nightShift";
import { DAY_MS, type Span } from "./hours";

/** A window as the plan foresees it at one time. Times in milliseconds since 1970. */
export interface WindowState {
  label: string;
  lengthMs: number;
  usedPercent: number;
  /** Absent for one that begins with its next call. */
  resetsAtMs?: number;
  /** What the night shift spent of it this night. */
  spentPercent: number;
  /** What a run is expected to take that reaches over the reset. */
  carriedPercent: number;
}

/** Windows of a day or more are spread over nights; shorter ones are lost with each night. */
export const isLong = ({ lengthMs }: Pick<WindowState, "lengthMs">): boolean => lengthMs >= DAY_MS;

type KnownWindow = UsageWindow & { usedPercent: number };

/** Those of the plan itself of which is known how much is used: no further limits beside it. */
export function knownWindows(windows: readonly UsageWindow[] = []): KnownWindow[] {
  return windows.filter((window): window is KnownWindow => isOwn(window) && window.usedPercent !== undefined);
}

/** Whether there are any of the plan itself, and each of them says how much of it is used. */
export function areKnown(windows: readonly UsageWindow[]): boolean {
  const own = windows.filter(isOwn);
  return own.length > 0 && own.length === knownWindows(own).length;
}

const isOwn = ({ limit }: UsageWindow): boolean => limit === undefined;

/** The plan's own windows; undefined where one of them is not known. */
export function toStates(windows: readonly UsageWindow[], spentOf: (window: UsageWindow) => number) {
  if (!areKnown(windows)) return undefined;
  return knownWindows(windows).map(
    (window): WindowState => ({
      label: window.label,
      lengthMs: window.lengthSeconds * 1000,
      usedPercent: window.usedPercent,
      ...(window.resetsAt === undefined ? {} : { resetsAtMs: Date.parse(window.resetsAt) }),
      spentPercent: spentOf(window),
      carriedPercent: 0,
    }),
  );
}

/** As it is at a later time, if nobody else uses it: after its reset only what reached over it is used. */
export function asAt(window: WindowState, timeMs: number): WindowState {
  const { resetsAtMs, lengthMs, carriedPercent } = window;
  if (resetsAtMs === undefined || resetsAtMs > timeMs) return window;
  const { resetsAtMs: _, ...anew } = window;
  const begun = carriedPercent > 0 ? { resetsAtMs: resetsAtMs + lengthMs } : {};
  return asAt(
    { ...anew, ...begun, usedPercent: carriedPercent, spentPercent: carriedPercent, carriedPercent: 0 },
    timeMs,
  );
}

export function percentOf(costs: readonly NightCost[], { lengthMs }: Pick<WindowState, "lengthMs">): number {
  // A length that was never measured costs as much as the dearest that was.
  const costly = Math.max(0, ...costs.map(({ percent }) => percent));
  return costs.find(({ lengthSeconds }) => lengthSeconds * 1000 === lengthMs)?.percent ?? costly;
}

/** After a run from `startMs` to `endMs` that takes what is expected. `window` is as at `startMs`. */
export function withRun(window: WindowState, costs: readonly NightCost[], startMs: number, endMs: number): WindowState {
  const percent = percentOf(costs, window);
  const { resetsAtMs = startMs + window.lengthMs, usedPercent, spentPercent, carriedPercent } = window;
  return {
    ...window,
    resetsAtMs,
    usedPercent: usedPercent + percent,
    spentPercent: spentPercent + percent,
    carriedPercent: resetsAtMs < endMs ? carriedPercent + percent : carriedPercent,
  };
}

export interface Room {
  /** What may be spent of it still, in percent. */
  percent: number;
  /** What bounds it: the reserve, or the part of a long window that one night may spend. */
  by: "reserve" | "nights_share";
}

/**
 * Of a long window that is spread, what is left above the reserve is divided among the nights that begin before its
 * reset, so that the last night has all of it.
 */
export function roomOf(
  window: WindowState,
  timeMs: number,
  reservePercent: number,
  { longWindows }: Pick<NightSettings, "longWindows">,
  spans: readonly Span[],
): Room {
  const { usedPercent, spentPercent, resetsAtMs = timeMs + window.lengthMs } = window;
  const above = 100 - usedPercent - reservePercent;
  if (longWindows === "whole" || !isLong(window)) return { percent: above, by: "reserve" };
  const nights = spans.filter(({ startMs, endMs }) => endMs > timeMs && startMs < resetsAtMs).length;
  const share = (above + spentPercent) / Math.max(1, nights) - spentPercent;
  return share < above ? { percent: share, by: "nights_share" } : { percent: above, by: "reserve" };
}

export function toView({ label, lengthMs, usedPercent, resetsAtMs }: WindowState): NightWindow {
  return {
    label,
    lengthSeconds: lengthMs / 1000,
    leftPercent: Math.max(0, 100 - usedPercent),
    ...(resetsAtMs === undefined ? {} : { resetsAt: new Date(resetsAtMs).toISOString() }),
  };
}
