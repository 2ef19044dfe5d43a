import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { createNameFinder, GRACE_MS } from "@/lib/storage/assetName";
import type { Database, Statements } from "./database";

const unzipped = promisify(gunzip);

/** Versions that are unpacked at one time. */
const VERSIONS_PER_READING = 50;

const NAMED_BY_DOCUMENTS = [
  "workflows, regexp_matches(document, '[0-9a-f]{64}', 'g') AS found",
  "workflow_bin, regexp_matches(document, '[0-9a-f]{64}', 'g') AS found",
  // What triggers give their runs.
  "texts, regexp_matches(content, '[0-9a-f]{64}', 'g') AS found WHERE name = 'triggers'",
]
  .map((from) => `SELECT found[1] FROM ${from}`)
  .join(" UNION ");

/** Documents come last as well as first: what one named is in an earlier version once it is saved over. */
const REMOVE = `
WITH RECURSIVE kept (asset) AS (
  SELECT asset FROM assets WHERE put_at >= $1
  UNION SELECT asset FROM named_assets
  UNION SELECT asset FROM asset_uses
  UNION SELECT unnest(named) FROM results
  UNION ${NAMED_BY_DOCUMENTS}
  UNION SELECT unnest(assets.named) FROM kept JOIN assets USING (asset)
), removed AS (
  DELETE FROM assets
  WHERE put_at < $1 AND NOT EXISTS (SELECT FROM kept WHERE kept.asset = assets.asset)
  RETURNING asset
)
SELECT count(*)::integer AS count FROM removed`;

/**
 * Removes assets that were put a week ago or longer and that no run, kept result or document names, nor an asset that
 * one of them names. Gives how many. No event is read: what runs name is counted as it is written.
 */
export function createPostgresAssetSweep(database: Database, now: () => number = Date.now): () => Promise<number> {
  return async () => {
    // On a connection of its own, where a statement may take its time.
    const connection = await database.connect(() => {});
    try {
      await connection.query(`CREATE TEMPORARY TABLE named_assets (asset) AS ${NAMED_BY_DOCUMENTS}`);
      for await (const names of namesInVersions(connection)) {
        await connection.query("INSERT INTO named_assets SELECT unnest($1::text[])", [names]);
      }
      const [row] = await connection.query<{ count: number }>(REMOVE, [new Date(now() - GRACE_MS)]);
      return row?.count ?? 0;
    } finally {
      await connection.close();
    }
  };
}

interface PackedVersion {
  workflow_id: string;
  version: string;
  document: Buffer;
}

/** Earlier saves are packed, so that the database cannot look into them. */
async function* namesInVersions({ query }: Statements): AsyncGenerator<string[]> {
  let last = ["", ""];
  for (;;) {
    const rows = await query<PackedVersion>(
      `SELECT workflow_id, version, document FROM workflow_versions WHERE (workflow_id, version) > ($1, $2)
       ORDER BY workflow_id, version LIMIT ${VERSIONS_PER_READING}`,
      last,
    );
    const end = rows.at(-1);
    if (end === undefined) return;
    last = [end.workflow_id, end.version];
    const names = new Set<string>();
    for (const { document } of rows) {
      // One that is damaged can be opened by nobody.
      const text = await unzipped(document).catch(() => "");
      createNameFinder((name) => names.add(name))(text.toString("latin1"));
    }
    yield [...names];
  }
}
