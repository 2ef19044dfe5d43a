import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { savesToDrop } from "@/lib/storage/keptVersions";
import type { VersionStore } from "@/lib/storage/ports";
import { conflict, contentHash, noSuchVersion, parseDocument, versionName } from "@/lib/storage/workflowDocument";
import type { Workflow, WorkflowVersion } from "@/types/workflow";
import type { Database, Statements } from "./database";
import { readRow, type WorkflowRow, writeRow } from "./workflowRows";

const zipped = promisify(gzip);
const unzipped = promisify(gunzip);

interface VersionRow {
  version: string;
  revision: number;
  savedAt: Date;
  bytes: number;
  name: string | null;
}

export function createPostgresVersions(database: Database, now: () => number): VersionStore {
  const restore = async (statements: Statements, id: string, version: string, revision: number): Promise<Workflow> => {
    const row = await readRow(statements, id, true);
    const { workflow: current } = parseDocument(id, row.text);
    if (current.revision !== revision) throw conflict(current);
    const earlier = parseDocument(id, await readVersion(statements, id, version));
    await keepVersion(statements, row, current, now());
    const next = { ...earlier.workflow, revision: revision + 1 };
    return writeRow(statements, next, { ...earlier.stored, revision: next.revision }, now());
  };

  return {
    list: async (id) => {
      await readRow(database, id);
      return (await versionsOf(database, id)).map(toVersion);
    },
    read: async (id, version) => parseDocument(id, await readVersion(database, id, version)).workflow,
    create: (id, name) =>
      database.transaction(async (statements) => {
        const row = await readRow(statements, id, true);
        const version = await keepVersion(statements, row, parseDocument(id, row.text).workflow, now());
        return nameVersion(statements, id, version, name);
      }),
    rename: (id, version, name) => nameVersion(database, id, version, name),
    restore: (id, version, revision) =>
      database.transaction((statements) => restore(statements, id, version, revision)),
    sweep: async () => {
      const ids = await database.query<{ id: string }>("SELECT DISTINCT workflow_id AS id FROM workflow_versions");
      for (const { id } of ids) await thin(database, id, now());
    },
  };
}

/**
 * Keeps what a row says as an earlier save, unless the newest kept one says the same; gives the name of the one that
 * does. The row is held by the caller.
 */
export async function keepVersion(
  statements: Statements,
  { text, savedAt }: WorkflowRow,
  workflow: Workflow,
  nowMs: number,
): Promise<string> {
  const hash = contentHash(workflow);
  const [newest] = await versionsOf(statements, workflow.id);
  if (newest?.version.endsWith(`-${hash}`)) return newest.version;
  const bytes = await zipped(text);
  const version = versionName(workflow.revision, savedAt.getTime(), bytes.byteLength, hash);
  await statements.query(
    `INSERT INTO workflow_versions (workflow_id, version, revision, saved_at, document)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    [workflow.id, version, workflow.revision, savedAt, bytes],
  );
  await thin(statements, workflow.id, nowMs);
  return version;
}

async function thin(statements: Statements, id: string, nowMs: number): Promise<void> {
  const saves = (await versionsOf(statements, id)).map(({ version, savedAt, bytes, name }) => {
    return { version, savedAtMs: savedAt.getTime(), bytes, isNamed: name !== null };
  });
  const dropped = savesToDrop(saves, nowMs).map(({ version }) => version);
  if (dropped.length === 0) return;
  await statements.query(
    "DELETE FROM workflow_versions WHERE workflow_id = $1 AND version = ANY ($2) AND name IS NULL",
    [id, dropped],
  );
}

/** Newest first. */
function versionsOf({ query }: Statements, id: string): Promise<VersionRow[]> {
  return query<VersionRow>(
    `SELECT version, revision, saved_at AS "savedAt", bytes, name
     FROM workflow_versions WHERE workflow_id = $1 ORDER BY saved_at DESC, revision DESC`,
    [id],
  );
}

/** The stored text. @throws AppError `not_found` */
async function readVersion({ query }: Statements, id: string, version: string): Promise<string> {
  const [row] = await query<{ document: Buffer }>(
    "SELECT document FROM workflow_versions WHERE workflow_id = $1 AND version = $2",
    [id, version],
  );
  if (row === undefined) throw noSuchVersion(version);
  return (await unzipped(row.document)).toString("utf8");
}

async function nameVersion(
  { query }: Statements,
  id: string,
  version: string,
  name: string | null,
): Promise<WorkflowVersion> {
  const [row] = await query<VersionRow>(
    `UPDATE workflow_versions SET name = $3 WHERE workflow_id = $1 AND version = $2
     RETURNING version, revision, saved_at AS "savedAt", bytes, name`,
    [id, version, name === null ? null : JSON.stringify(name)],
  );
  if (row === undefined) throw noSuchVersion(version);
  return toVersion(row);
}

function toVersion({ version, revision, savedAt, bytes, name }: VersionRow): WorkflowVersion {
  return { version, revision, savedAt: savedAt.toISOString(), bytes, name: name ?? undefined };
}
