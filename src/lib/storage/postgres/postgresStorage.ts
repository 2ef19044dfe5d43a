import { createResultCache } from "@/lib/storage/resultCache";
import { createSessionStore } from "@/lib/storage/sessionStore";
import { createSettingsStore } from "@/lib/storage/settingsStore";
import type { Storage, StorageOptions } from "@/lib/storage/storage";
import { createDatabase, type DatabaseOptions, type Statements } from "./database";
import { toDatabaseError } from "./databaseError";
import { migrate } from "./migrate";
import { createPostgresArchive } from "./postgresArchive";
import { createPostgresAssetStore } from "./postgresAssetStore";
import { createPostgresAssetSweep } from "./postgresAssetSweep";
import { createPostgresLocks } from "./postgresLocks";
import { createPostgresOperation } from "./postgresOperation";
import { createPostgresPeople } from "./postgresPeople";
import { createPostgresResultEntries } from "./postgresResultEntries";
import { createPostgresRunLabels } from "./postgresRunLabels";
import { createPostgresRuns } from "./postgresRuns";
import { createPostgresSeats } from "./postgresSeats";
import { createPostgresTextStore } from "./postgresTextStore";
import { createPostgresWorkflowStore } from "./postgresWorkflowStore";

/** Everything in one database, for all processes that share it. */
export function createPostgresStorage(
  settings: Pick<DatabaseOptions, "url" | "maxConnections">,
  { toCacheLimits, reportLostResults, reportBug }: StorageOptions,
): Storage {
  const database = createDatabase(settings);
  const texts = createPostgresTextStore(database, createPostgresLocks(database));
  const preferences = createSettingsStore(texts);
  const assets = createPostgresAssetStore(database);
  const runs = createPostgresRuns(database, { reportBug });
  const { close: leave, ...operation } = createPostgresOperation({ database, owner: runs.owner });
  return {
    workflows: createPostgresWorkflowStore(database),
    journal: runs.journal,
    claims: runs.claims,
    listing: runs.listing,
    labels: createPostgresRunLabels(database),
    assets,
    cache: createResultCache(createPostgresResultEntries(database), {
      limits: async () => toCacheLimits(await preferences.read()),
      report: reportLostResults,
    }),
    settings: preferences,
    sessions: createSessionStore(texts),
    texts,
    people: createPostgresPeople(database),
    seatsOf: createPostgresSeats(database),
    prepare: () => migrate(database),
    tidy: async () => {},
    sweepAssets: createPostgresAssetSweep(database),
    operation,
    archive: createPostgresArchive(database, assets),
    place: placeOf(settings.url),
    check: () => requireWritable(database),
    close: async () => {
      await leave();
      await runs.close();
      await database.close();
    },
  };
}

/** A standby answers questions, and saves nothing. */
async function requireWritable({ query }: Statements): Promise<void> {
  await query("SELECT 1 FROM migrations LIMIT 1");
  const [row] = await query<{ readOnly: string }>(`SELECT current_setting('transaction_read_only') AS "readOnly"`);
  if (row?.readOnly === "on")
    throw toDatabaseError(Object.assign(new Error("Read-only."), { code: "25006" }), "The data");
}

/** Without the name and the password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `Database ${pathname.slice(1)} at ${host}`;
}
