import type { KeptDigest, RunRow, RunRows } from "@/lib/storage/ports";
import type { Database } from "./database";
import { isAtWork } from "./postgresRunClaims";

/** Above every id. */
const AFTER_ALL = "~";

interface Found {
  id: string;
  size: number;
  isClaimed: boolean;
  keptSize: number | null;
  digest: string | null;
}

const FIELDS = `
  SELECT runs.id, runs.last_seq AS size, kept.size AS "keptSize", kept.body AS digest,
    ${isAtWork("$1")} AS "isClaimed"
  FROM runs LEFT JOIN run_digests AS kept ON kept.run_id = runs.id`;
const FIND = `${FIELDS} WHERE last_seq > 0 AND runs.id < $2 ORDER BY runs.id DESC LIMIT $3`;
const FIND_OF_WORKFLOW = `${FIELDS}
  WHERE last_seq > 0 AND runs.id < $2 AND workflow_id = $4 ORDER BY runs.id DESC LIMIT $3`;
const OPEN = `${FIELDS} WHERE last_seq > 0 AND ended_at IS NULL ORDER BY runs.id DESC`;
const LEFT = `${FIELDS} WHERE last_seq > 0 AND ended_at IS NULL AND owner IS NULL ORDER BY runs.id DESC`;

/** `claimedMs`: so long after its lease has run out a run counts as at work, in milliseconds. */
export function createPostgresRunRows(database: Database, claimedMs: number): RunRows {
  const ask = async (statement: string, ...values: unknown[]): Promise<RunRow[]> =>
    (await database.query<Found>(statement, [claimedMs, ...values])).map(toRow);

  return {
    find: ({ workflowId, before = AFTER_ALL, limit }) =>
      workflowId === undefined ? ask(FIND, before, limit) : ask(FIND_OF_WORKFLOW, before, limit, workflowId),
    open: () => ask(OPEN),
    left: () => ask(LEFT),
    endedBefore: async (timeMs) => {
      const rows = await database.query<{ id: string }>("SELECT id FROM runs WHERE ended_at < $1", [new Date(timeMs)]);
      return rows.map(({ id }) => id);
    },
    keep: async ({ id, size, digest }) => {
      const statement = `
        INSERT INTO run_digests (run_id, size, body) SELECT id, $2, $3 FROM runs WHERE id = $1
        ON CONFLICT (run_id) DO UPDATE SET size = $2, body = $3 WHERE run_digests.size <= $2`;
      await database.query(statement, [id, size, JSON.stringify(digest)]);
    },
  };
}

function toRow({ id, size, isClaimed, keptSize, digest }: Found): RunRow {
  const row = { id, size, isClaimed };
  return keptSize === null || digest === null ? row : { ...row, kept: toKept(id, keptSize, digest) };
}

function toKept(id: string, size: number, digest: string): KeptDigest {
  return { id, size, digest: JSON.parse(digest) };
}
