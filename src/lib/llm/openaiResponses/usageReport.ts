import { nameWindow } from "@/lib/limits/words";
import { asArray, asNumber, asObject, asText, isObject, type JsonObject, present } from "@/lib/llm/narrow";
import type { Credits, UsageReport, UsageWindow } from "@/types/limits";
import { creditsHeader, ownLimit, reachedTypeHeader, windowHeader } from "./constants";

/** A window as told; without a length it has no name, and so is not shown. */
interface ToldWindow {
  limit: string | undefined;
  lengthSeconds: number | undefined;
  usedPercent: number | undefined;
  /** Seconds since 1970. */
  resetAt: number | undefined;
}

/** What the headers of an answer tell of the plan's use; undefined when they tell nothing. */
export function readUsageHeaders(headers: Headers): UsageReport | undefined {
  const windows = toWindows(readWindowHeaders(headers));
  const credits = readCredits((fact) => headers.get(creditsHeader(fact)) ?? undefined);
  const reachedType = headers.get(reachedTypeHeader) ?? undefined;
  if (windows.length === 0 && credits === undefined && reachedType === undefined) return undefined;
  return { windows, ...present({ credits, reachedType }), isComplete: false };
}

/** The body of `GET /wham/usage`. A field of another shape counts as absent. */
export function parseUsageReport(body: unknown): UsageReport {
  const { rate_limit, code_review_rate_limit, additional_rate_limits, credits, rate_limit_reached_type } =
    asObject(body);
  const further = asArray(additional_rate_limits).map(asObject);
  const told = [
    ...bodyWindows(rate_limit, undefined),
    ...bodyWindows(code_review_rate_limit, "Code review"),
    ...further.flatMap((one) =>
      bodyWindows(one.rate_limit, asText(one.limit_name) ?? asText(one.metered_feature) ?? "Further limit"),
    ),
  ];
  const { allowed, limit_reached } = asObject(rate_limit);
  const isRefused = allowed === false || limit_reached === true;
  return {
    windows: toWindows(told),
    ...present({
      allowed: isRefused ? false : allowed === true ? true : undefined,
      credits: readCredits((fact) => asObject(credits)[fact.replaceAll("-", "_")]),
      reachedType: asText(rate_limit_reached_type) ?? asText(asObject(rate_limit_reached_type).type),
    }),
    isComplete: true,
  };
}

/** Of one limit at most two windows; which of them is called primary means nothing. */
export function readWindowHeaders(headers: Headers): ToldWindow[] {
  const told = new Map<string, ToldWindow>();
  for (const [name, value] of headers) {
    const [, id, position, fact] = windowHeader.exec(name) ?? [];
    const number = Number.parseFloat(value);
    if (id === undefined || fact === undefined || !Number.isFinite(number)) continue;
    const key = `${id} ${position}`;
    const limit = id === ownLimit ? undefined : (headers.get(`x-${id}-limit-name`) ?? id);
    const window = told.get(key) ?? { limit, lengthSeconds: undefined, usedPercent: undefined, resetAt: undefined };
    if (fact === "used-percent") window.usedPercent = number;
    else if (fact === "window-minutes") window.lengthSeconds = number * 60;
    else window.resetAt = number;
    told.set(key, window);
  }
  return [...told.values()];
}

function bodyWindows(rateLimit: unknown, limit: string | undefined): ToldWindow[] {
  const { primary_window, secondary_window } = asObject(rateLimit);
  return [primary_window, secondary_window].filter(isObject).map((window: JsonObject) => ({
    limit,
    lengthSeconds: asNumber(window.limit_window_seconds),
    usedPercent: asNumber(window.used_percent),
    resetAt: asNumber(window.reset_at),
  }));
}

/** Named by length, the shortest first; the plan's own before further limits. */
function toWindows(told: ToldWindow[]): UsageWindow[] {
  return told
    .flatMap(({ limit, lengthSeconds, usedPercent, resetAt }) => {
      if (lengthSeconds === undefined || lengthSeconds <= 0) return [];
      return {
        label: nameWindow(lengthSeconds),
        lengthSeconds,
        ...present({
          limit,
          usedPercent: usedPercent === undefined ? undefined : Math.min(100, Math.max(0, usedPercent)),
          resetsAt: isoOfSeconds(resetAt),
        }),
      };
    })
    .sort((a, b) => (a.limit ?? "").localeCompare(b.limit ?? "") || a.lengthSeconds - b.lengthSeconds);
}

function readCredits(read: (fact: "has-credits" | "unlimited" | "balance") => unknown): Credits | undefined {
  const hasCredits = toBoolean(read("has-credits"));
  const unlimited = toBoolean(read("unlimited"));
  if (hasCredits === undefined && unlimited === undefined) return undefined;
  const balance = read("balance");
  return {
    hasCredits: hasCredits ?? false,
    unlimited: unlimited ?? false,
    ...(typeof balance === "string" || typeof balance === "number" ? { balance: String(balance) } : {}),
  };
}

/** Headers write `True`, `False`, `1`, `0`. */
function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = asText(value)?.toLowerCase();
  if (word === "true" || word === "1") return true;
  return word === "false" || word === "0" ? false : undefined;
}

/** ISO 8601; undefined for a time that no calendar holds. */
export function isoOfSeconds(seconds: number | undefined): string | undefined {
  const time = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
