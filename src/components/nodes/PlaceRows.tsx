import { memo } from "react";
import { PLACEHOLDER_ROW } from "@/components/board/portLayout";
import { nodes } from "@/components/messages/nodes";
import { placeholdersOf, ROW_PORT } from "@/lib/nodes/placeholders";
import type { WorkflowNode } from "@/types/workflow";
import { FieldColumns } from "./FieldColumns";
import { hasSamePlaces } from "./hasSame";
import { textOf } from "./nodeData";
import { PlaceChip } from "./PlaceChip";
import { RowsOnPlace } from "./RowsOnPlace";
import { useArrivingColumns } from "./useArrivingColumns";
import { useSourceTitle } from "./useSourceTitle";

const words = nodes.places;

/** The places of a prompt, each a line beside its input, and what the fields of a row bring. */
export const PlaceRows = memo(function PlaceRows({ node }: { node: WorkflowNode }) {
  const names = placeholdersOf(textOf(node, "text"));
  const source = useSourceTitle(node.id, ROW_PORT);
  const columns = useArrivingColumns(node.id, ROW_PORT);
  if (names.length === 0 && source === undefined) return null;
  return (
    <>
      <ul className="mt-2" aria-label={words.list}>
        {names.map((name) => (
          <li key={name} className="flex items-center px-3" style={{ height: PLACEHOLDER_ROW }}>
            <PlaceChip node={node} name={name} columns={columns} />
          </li>
        ))}
        <li className="flex items-center gap-1.5 px-3.5 text-xs" style={{ height: PLACEHOLDER_ROW }}>
          <span className="font-medium text-ink-2">{words.fields}</span>
          <span className="truncate text-ink-3">
            {source === undefined ? words.fieldsHint : words.fromNode(source)}
          </span>
        </li>
      </ul>
      <div className="flex flex-col gap-1.5 px-3.5 pb-1.5 empty:hidden">
        {columns && <FieldColumns node={node} columns={columns} />}
        {names.map((name) => (
          <RowsOnPlace key={name} node={node} name={name} />
        ))}
      </div>
    </>
  );
}, hasSamePlaces);
