import { memo } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes } from "@/components/messages/nodes";
import { FieldColumns } from "@/components/nodes/FieldColumns";
import { hasSamePlaces } from "@/components/nodes/hasSame";
import { placesOf } from "@/components/nodes/nodeData";
import { PlaceChip } from "@/components/nodes/PlaceChip";
import { RowsOnPlace } from "@/components/nodes/RowsOnPlace";
import { useArrivingColumns } from "@/components/nodes/useArrivingColumns";
import { useSourceTitle } from "@/components/nodes/useSourceTitle";
import { ROW_PORT } from "@/lib/nodes/placeholders";
import type { WorkflowNode } from "@/types/workflow";

/** The places of a prompt with what fills them, also those that have no input of their own, and what fields bring. */
export const PlaceFields = memo(function PlaceFields({ node }: { node: WorkflowNode }) {
  const names = placesOf(node);
  const source = useSourceTitle(node.id, ROW_PORT);
  const columns = useArrivingColumns(node.id, ROW_PORT);
  return (
    <section aria-label={words.placeholders} className="flex flex-col gap-1.5">
      <h3 className="font-medium text-ink-2">{words.placeholders}</h3>
      {names.length === 0 ? (
        <NoPlaces />
      ) : (
        <ul className="flex flex-col gap-0.5">
          {names.map((name) => (
            <li key={name} className="flex">
              <PlaceChip node={node} name={name} columns={columns} />
            </li>
          ))}
        </ul>
      )}
      {source && (
        <p className="text-xs">
          <span className="font-medium text-ink-2">{nodes.places.fields}</span>{" "}
          <span className="text-ink-3">{nodes.places.fromNode(source)}</span>
        </p>
      )}
      {columns && <FieldColumns node={node} columns={columns} />}
      {names.map((name) => (
        <RowsOnPlace key={name} node={node} name={name} />
      ))}
    </section>
  );
}, hasSamePlaces);

/** How to make one. A line must not end behind the sign that keeps braces as they are. */
function NoPlaces() {
  const [before, kept, after] = words.placeholdersNone.split(/(\\\{\{.*?\}\})/);
  return (
    <p className="text-ink-3 text-xs">
      {before}
      <span className="whitespace-nowrap">{kept}</span>
      {after}
    </p>
  );
}
