import type { ErrorBody } from "@/types/errors";

/** `Retry-After` in milliseconds: seconds (also `retry-after-ms`) or an HTTP date (RFC 9110 §10.2.3). */
export function parseRetryAfter(headers: Headers, nowMs: number): number | undefined {
  const ms = Number.parseFloat(headers.get("retry-after-ms") ?? "");
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(value.trim())) return Number.parseFloat(value) * 1000;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

/** Of a refusal that passes by itself. */
export function retryAfterOf({ code, details }: ErrorBody): Record<string, string> {
  return code === "rate_limited" ? retryAfterHeader(details?.retryAfterMs) : {};
}

/** `Retry-After` in seconds, for programs that wait by it; nothing where no time is known. At once is no waiting. */
export function retryAfterHeader(ms: unknown): Record<string, string> {
  return typeof ms === "number" ? { "retry-after": String(Math.max(1, Math.ceil(ms / 1000))) } : {};
}
