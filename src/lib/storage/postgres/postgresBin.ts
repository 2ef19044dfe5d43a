import { randomBytes, randomUUID } from "node:crypto";
import { BIN_KEEP_MS, notInBin, toBinnedWorkflow } from "@/lib/storage/binnedWorkflow";
import type { WorkflowBin } from "@/lib/storage/ports";
import { noSuchWorkflow, parseDocument } from "@/lib/storage/workflowDocument";
import type { Workflow } from "@/types/workflow";
import type { Database, Statements } from "./database";
import { insertRow, isTaken } from "./workflowRows";

interface BinRow {
  entry: string;
  id: string;
  text: string;
  deletedAt: Date;
}

/** Deleted documents, each as it was, for thirty days. */
export function createPostgresBin(database: Database, now: () => number): WorkflowBin {
  const restore = async (statements: Statements, entry: string): Promise<Workflow> => {
    const row = await takeOut(statements, entry);
    const id = (await isTaken(statements, row.id)) ? randomUUID() : row.id;
    const { stored, workflow } = parseDocument(id, row.text);
    return insertRow(statements, workflow, { ...stored, revision: workflow.revision }, now());
  };

  const removeForGood = async (statements: Statements, entry: string): Promise<void> => {
    const { id } = await takeOut(statements, entry);
    await statements.query(
      `DELETE FROM workflow_versions WHERE workflow_id = $1
       AND NOT EXISTS (SELECT 1 FROM workflows WHERE id = $1) AND NOT EXISTS (SELECT 1 FROM workflow_bin WHERE id = $1)`,
      [id],
    );
  };

  return {
    list: async () => {
      const rows = await database.query<BinRow>(
        `SELECT entry, id, document AS text, deleted_at AS "deletedAt" FROM workflow_bin ORDER BY deleted_at DESC`,
      );
      return rows.map(({ entry, id, text, deletedAt }) =>
        toBinnedWorkflow({ entry, id, deletedAtMs: deletedAt.getTime() }, text),
      );
    },
    restore: (entry) => database.transaction((statements) => restore(statements, entry)),
    remove: (entry) => database.transaction((statements) => removeForGood(statements, entry)),
    sweep: async () => {
      const due = new Date(now() - BIN_KEEP_MS);
      const rows = await database.query<{ entry: string }>("SELECT entry FROM workflow_bin WHERE deleted_at <= $1", [
        due,
      ]);
      for (const { entry } of rows) await database.transaction((statements) => removeForGood(statements, entry));
    },
  };
}

/** A document that cannot be read goes there as well. @throws AppError `not_found` */
export async function putIntoBin({ query }: Statements, id: string, nowMs: number): Promise<void> {
  const entry = `${nowMs.toString(36)}-${randomBytes(4).toString("hex")}`;
  const moved = await query(
    `WITH gone AS (DELETE FROM workflows WHERE id = $1 RETURNING id, document)
     INSERT INTO workflow_bin (entry, id, document, deleted_at) SELECT $2, id, document, $3 FROM gone RETURNING entry`,
    [id, entry, new Date(nowMs)],
  );
  if (moved.length === 0) throw noSuchWorkflow(id);
}

/** @throws AppError `not_found` */
async function takeOut({ query }: Statements, entry: string): Promise<BinRow> {
  const [row] = await query<BinRow>(
    `DELETE FROM workflow_bin WHERE entry = $1 RETURNING entry, id, document AS text, deleted_at AS "deletedAt"`,
    [entry],
  );
  if (row === undefined) throw notInBin(entry);
  return row;
}
