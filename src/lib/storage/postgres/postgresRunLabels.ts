import { noSuchRun } from "@/lib/storage/journalEvent";
import { parseLabelLines, toLabelLine } from "@/lib/storage/labelLines";
import type { RunLabels } from "@/lib/storage/ports";
import { isTakenBack, type RunLabel } from "@/types/labels";
import type { Database, Statements } from "./database";

/** Labels as rows, which go with their run. */
export function createPostgresRunLabels(database: Database): RunLabels {
  return {
    read: async (runId) => {
      const rows = await database.query<{ body: string }>("SELECT body FROM run_labels WHERE run_id = $1", [runId]);
      return parseLabelLines(rows.map(({ body }) => body).join("\n"));
    },
    put: (runId, label) =>
      database.transaction(async (statements) => {
        const [run] = await statements.query("SELECT 1 FROM runs WHERE id = $1 FOR KEY SHARE", [runId]);
        if (run === undefined) throw noSuchRun(runId);
        if (!isTakenBack(label)) return putLabel(statements, runId, label);
        await statements.query("DELETE FROM run_labels WHERE run_id = $1 AND node = $2 AND item = $3", [
          runId,
          label.node,
          label.row,
        ]);
      }),
  };
}

/** Over what was said of the row before. */
export async function putLabel({ query }: Statements, runId: string, label: RunLabel): Promise<void> {
  const sql = `INSERT INTO run_labels (run_id, node, item, body) VALUES ($1, $2, $3, $4)
               ON CONFLICT (run_id, node, item) DO UPDATE SET body = excluded.body`;
  // PostgreSQL takes no zero character, which JSON escapes.
  await query(sql, [runId, label.node, label.row, toLabelLine(label)]);
}
