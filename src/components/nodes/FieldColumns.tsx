import { nodes } from "@/components/messages/nodes";
import { tip } from "@/components/ui/tip";
import { ROW_PORT } from "@/lib/nodes/placeholders";
import { nodeById } from "@/store/graphIndex";
import { hasColumn } from "@/store/placeFilling";
import { workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { formatCount } from "./format";
import { placesOf, textOf } from "./nodeData";

const words = nodes.places;
/** Columns that a node has room for. */
const MAX_COLUMNS = 10;

/** The columns that arrive at the fields of a prompt: those that fill a place, and quietly those that none names yet. */
export function FieldColumns({ node, columns }: { node: WorkflowNode; columns: readonly string[] }) {
  const names = placesOf(node);
  const isUsed = (column: string) => hasColumn(names, column) || names.includes(ROW_PORT);
  const ordered = [...columns.filter(isUsed), ...columns.filter((column) => !isUsed(column))];
  const more = ordered.length - MAX_COLUMNS;
  return (
    <ul aria-label={words.columns} className="flex flex-wrap items-center gap-1 text-xs">
      {ordered.slice(0, MAX_COLUMNS).map((column) => (
        <li key={column} className="min-w-0 max-w-full">
          {isUsed(column) ? (
            <span
              {...tip(words.usedColumn(column))}
              className="block truncate rounded-[5px] bg-accent-soft px-1.5 font-mono text-accent-ink leading-5"
            >
              {column}
            </span>
          ) : (
            <button
              type="button"
              {...tip(words.addColumn(column))}
              aria-label={words.addColumn(column)}
              onClick={() => addPlace(node.id, column)}
              className="nodrag block max-w-full truncate rounded-[5px] border border-line border-dashed px-1.5 font-mono text-ink-3 leading-[18px] hover:border-line-strong hover:text-ink"
            >
              {column}
            </button>
          )}
        </li>
      ))}
      {more > 0 && <li className="text-ink-3">{words.moreColumns(formatCount(more))}</li>}
    </ul>
  );
}

/** Puts a place at the end of the text as it is now. */
function addPlace(nodeId: string, name: string): void {
  const { workflow, updateNodeData } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, nodeId);
  if (node === undefined) return;
  const text = textOf(node, "text");
  const gap = text === "" || /\s$/.test(text) ? "" : " ";
  updateNodeData(nodeId, { text: `${text}${gap}{{${name}}}` });
}
