import { conflict, noSuchWorkflow, parseDocument, toDocumentText } from "@/lib/storage/workflowDocument";
import { type KeptSummary, summarizeText } from "@/lib/storage/workflowSummary";
import type { Workflow } from "@/types/workflow";
import type { Statements } from "./database";

/** A stored document, and when it was saved. */
export interface WorkflowRow {
  text: string;
  savedAt: Date;
}

/** `forUpdate` keeps others from changing it until the transaction ends. @throws AppError `not_found` */
export async function readRow({ query }: Statements, id: string, forUpdate = false): Promise<WorkflowRow> {
  const lock = forUpdate ? "FOR UPDATE" : "";
  const [row] = await query<WorkflowRow>(
    `SELECT document AS text, saved_at AS "savedAt" FROM workflows WHERE id = $1 ${lock}`,
    [id],
  );
  if (row === undefined) throw noSuchWorkflow(id);
  return row;
}

export async function isTaken({ query }: Statements, id: string): Promise<boolean> {
  return (await query("SELECT 1 FROM workflows WHERE id = $1", [id])).length > 0;
}

/** `document` is what is kept, with what this version does not know. */
export async function writeRow(
  { query }: Statements,
  workflow: Workflow,
  document: object,
  nowMs: number,
): Promise<Workflow> {
  const text = toDocumentText(document);
  await query("UPDATE workflows SET document = $2, summary = $3, saved_at = $4 WHERE id = $1", [
    workflow.id,
    ...columnsOf(workflow.id, text, nowMs),
  ]);
  return workflow;
}

/** @throws AppError `conflict` if the id is taken */
export async function insertRow(
  statements: Statements,
  workflow: Workflow,
  document: object,
  nowMs: number,
): Promise<Workflow> {
  const text = toDocumentText(document);
  const added = await statements.query(
    "INSERT INTO workflows (id, document, summary, saved_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING id",
    [workflow.id, ...columnsOf(workflow.id, text, nowMs)],
  );
  if (added.length > 0) return workflow;
  throw conflict(parseDocument(workflow.id, (await readRow(statements, workflow.id)).text).workflow);
}

function columnsOf(id: string, text: string, nowMs: number): [text: string, summary: string, savedAt: Date] {
  return [text, JSON.stringify(summarizeText(id, text) satisfies KeptSummary | null), new Date(nowMs)];
}
