import { onTestFinished } from "vitest";
import { AppError } from "@/types/errors";
import type { RunEventBody } from "@/types/run";
import type { Database, Statements } from "./database";
import { createPostgresRuns, type PostgresRunsOptions } from "./postgresRuns";

/** Of a worker whose computer others keep busy too. */
export const LEASE_MS = 1000;
export const event: RunEventBody = { type: "node-queue", node: "n" };
export const end: RunEventBody = { type: "run-end", status: "completed", outputs: {} };
export const away = () => new AppError("storage_failed", "The database is away.", { reason: "ECONNRESET" });

export function worker(database: Database, options: PostgresRunsOptions = {}) {
  const runs = createPostgresRuns(database, { leaseMs: LEASE_MS, ...options });
  onTestFinished(runs.close);
  return runs;
}

/** A worker that can be silenced: then nothing of it reaches the database any more, as if its computer had stopped. */
export function mortal(database: Database) {
  let isSilent = false;
  const hearing =
    (query: Statements["query"]): Statements["query"] =>
    (...args) =>
      isSilent ? Promise.reject(away()) : query(...args);
  const connect: Database["connect"] = async (...args) => {
    const connection = await database.connect(...args);
    return { ...connection, query: hearing(connection.query) };
  };
  const silence = (is: boolean) => {
    isSilent = is;
  };
  return { ...worker({ ...database, query: hearing(database.query), connect }), silence };
}

/** A database that tells no news. */
export function withoutNotices(database: Database): Database {
  const connect: Database["connect"] = async (...args) => {
    const connection = await database.connect(...args);
    const query: Statements["query"] = (text, values) =>
      text.startsWith("LISTEN") ? Promise.reject(away()) : connection.query(text, values);
    return { ...connection, query };
  };
  return { ...database, connect };
}

/**
 * A worker whose leases stand as they are written for as long as a test takes. Its heartbeat comes every twenty minutes,
 * and at once when notices begin to reach it: here none do.
 */
export function withoutHeartbeats(database: Database) {
  return worker(withoutNotices(database), { leaseMs: 3_600_000 });
}

export async function claimed({ claims }: ReturnType<typeof worker>, id = "r") {
  const claim = await claims.claim(id);
  if (claim === undefined) throw new Error("Somebody else has it.");
  return claim;
}
