import { randomUUID } from "node:crypto";
import type { RunClaims, RunJournal, RunListing } from "@/lib/storage/ports";
import { RUN_PATIENCE_MS } from "@/lib/storage/untilDone";
import type { Database } from "./database";
import { beginHeartbeat } from "./heartbeat";
import type { HeldRuns } from "./heldRuns";
import { createPostgresRunClaims } from "./postgresRunClaims";
import { createPostgresRunJournal } from "./postgresRunJournal";
import { createPostgresRunRows } from "./postgresRunRows";
import { createRunAppender } from "./runAppender";
import { createRunNotices } from "./runNotices";

export interface PostgresRuns {
  journal: RunJournal;
  claims: RunClaims;
  listing: RunListing;
  /** This process, as its claims name it. */
  owner: string;
  close(): Promise<void>;
}

export interface PostgresRunsOptions {
  /** A worker that has not been heard of for so long is taken for dead, in milliseconds. Default 10,000. */
  leaseMs?: number;
  /** How long an append waits for a database that is away, in milliseconds. Default ten minutes. */
  patienceMs?: number;
  now?: () => Date;
  reportBug?: (error: unknown) => unknown;
}

/** Also while it passes from a worker that is dead to another a run is at work: so many leases long. */
const LEASES_BETWEEN_WORKERS = 3;

/** Runs in PostgreSQL: what one process writes, claims and watches of them. */
export function createPostgresRuns(
  database: Database,
  {
    leaseMs = 10_000,
    patienceMs = RUN_PATIENCE_MS,
    now = () => new Date(),
    reportBug = () => undefined,
  }: PostgresRunsOptions = {},
): PostgresRuns {
  const held: HeldRuns = new Map();
  const notices = createRunNotices(database);
  const append = createRunAppender({ database, held, now, leaseMs, patienceMs });
  const owner = randomUUID();
  const heartbeat = beginHeartbeat({ database, held, owner, leaseMs });
  const betweenMs = leaseMs * LEASES_BETWEEN_WORKERS;
  return {
    journal: createPostgresRunJournal({ database, append, notices }),
    claims: createPostgresRunClaims({ database, held, heartbeat, notices, owner, leaseMs, betweenMs, reportBug }),
    listing: { kind: "rows", rows: createPostgresRunRows(database, betweenMs) },
    owner,
    close: async () => {
      await Promise.all([heartbeat.close(), notices.close()]);
    },
  };
}
