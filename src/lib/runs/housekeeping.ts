import type { AuditLog, ShareStore } from "@/lib/storage/peoplePorts";
import type { CacheLimits, CacheStore, SettingsStore } from "@/lib/storage/ports";
import { CACHE_DAYS, CACHE_MEGABYTES, type Settings } from "@/types/api";
import type { RunService } from "./runService";

const DAY_MS = 86_400_000;
/** Entries of the audit log are kept for so many days: a year, and time to look back at it. */
const AUDIT_DAYS = 400;
const MEGABYTE = 1024 * 1024;

/** What the settings leave room for. */
export function toCacheLimits({ cache }: Settings): CacheLimits {
  const { maxMegabytes = CACHE_MEGABYTES, maxAgeDays = CACHE_DAYS } = cache ?? {};
  return { maxBytes: maxMegabytes * MEGABYTE, maxAgeMs: maxAgeDays * DAY_MS };
}

interface House {
  runs: Pick<RunService, "removeEndedBefore">;
  cache: Pick<CacheStore, "sweep">;
  settings: Pick<SettingsStore, "read">;
  /** Only where a database is shared. */
  people?: { audit: Pick<AuditLog, "removeBefore">; shares: Pick<ShareStore, "sweep"> };
}

/** Removes what the settings say is too old or too much. Runs are kept for good unless they say otherwise. */
export async function keepHouse({ runs, cache, settings, people }: House, now: () => number = Date.now): Promise<void> {
  await cache.sweep();
  await people?.audit.removeBefore(now() - AUDIT_DAYS * DAY_MS);
  await people?.shares.sweep();
  const { keepDays } = (await settings.read()).runs ?? {};
  if (keepDays !== undefined) await runs.removeEndedBefore(now() - keepDays * DAY_MS);
}
