import { carryOver } from "@/lib/storage/carryOver";
import type { WorkflowStore } from "@/lib/storage/ports";
import { conflict, contentHash, parseDocument } from "@/lib/storage/workflowDocument";
import { type KeptSummary, keptSummarySchema, summarizeText, toWorkflowSummary } from "@/lib/storage/workflowSummary";
import type { Workflow, WorkflowSummary } from "@/types/workflow";
import type { Database, Statements } from "./database";
import { createPostgresBin, putIntoBin } from "./postgresBin";
import { createPostgresVersions, keepVersion } from "./postgresVersions";
import { insertRow, readRow, writeRow } from "./workflowRows";

/** Documents, their earlier saves and the bin, in tables. A save holds the row of its document. */
export function createPostgresWorkflowStore(database: Database, now: () => number = Date.now): WorkflowStore {
  const update = async (statements: Statements, workflow: Workflow): Promise<Workflow> => {
    const row = await readRow(statements, workflow.id, true);
    const { stored, workflow: current } = parseDocument(workflow.id, row.text);
    if (current.revision !== workflow.revision) throw conflict(current);
    const next = { ...workflow, revision: current.revision + 1 };
    if (contentHash(next) !== contentHash(current)) await keepVersion(statements, row, current, now());
    return writeRow(statements, next, carryOver(stored, current, next), now());
  };

  return {
    list: () => listWorkflows(database),
    read: async (id) => parseDocument(id, (await readRow(database, id)).text).workflow,
    readFile: async (id) => (await readRow(database, id)).text,
    create: (workflow) => {
      const first = { ...workflow, revision: 1 };
      return insertRow(database, first, first, now());
    },
    update: (workflow) => database.transaction((statements) => update(statements, workflow)),
    remove: (id) => database.transaction((statements) => putIntoBin(statements, id, now())),
    versions: createPostgresVersions(database, now),
    bin: createPostgresBin(database, now),
  };
}

interface ListedRow {
  id: string;
  savedAt: Date;
  summary: unknown;
}

/** The latest first, without those that cannot be read; opening one of them tells why. */
async function listWorkflows(database: Database): Promise<WorkflowSummary[]> {
  const rows = await database.query<ListedRow>(
    `SELECT id, saved_at AS "savedAt", summary FROM workflows ORDER BY saved_at DESC`,
  );
  const listed: WorkflowSummary[] = [];
  for (const { id, savedAt, summary } of rows) {
    const kept = summary === null ? null : await readSummary(database, id, summary);
    if (kept !== null) listed.push(toWorkflowSummary(id, savedAt.getTime(), kept));
  }
  return listed;
}

/** What another version keeps in a form of its own is made anew. */
async function readSummary({ query }: Database, id: string, summary: unknown): Promise<KeptSummary | null> {
  const kept = keptSummarySchema.safeParse(summary);
  if (kept.success) return kept.data;
  const [row] = await query<{ text: string }>("SELECT document AS text FROM workflows WHERE id = $1", [id]);
  return row === undefined ? null : summarizeText(id, row.text);
}
