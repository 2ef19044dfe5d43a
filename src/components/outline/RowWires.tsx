import { X } from "lucide-react";
import { memo } from "react";
import { endText } from "@/components/canvas/possibleWires";
import { canvas } from "@/components/messages/canvas";
import { outline } from "@/components/messages/outline";
import { IconButton } from "@/components/ui/IconButton";
import { edgesFrom, edgesInto } from "@/store/graphIndex";
import { useMay } from "@/store/person";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";

const words = outline.wires;

/** What a node takes and gives, wire by wire, each to be removed. */
export function RowWires({ node }: { node: WorkflowNode }) {
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const into = edgesInto(edges, node.id);
  const from = edgesFrom(edges, node.id);
  if (into.length + from.length === 0) return <p className="text-ink-3 text-xs">{words.nothing}</p>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs">
      <Wires title={words.takes} edges={into} />
      <Wires title={words.gives} edges={from} />
    </dl>
  );
}

function Wires({ title, edges }: { title: string; edges: readonly WorkflowEdge[] }) {
  if (edges.length === 0) return null;
  return (
    <>
      <dt className="py-1.5 text-ink-3 max-sm:py-3.5">{title}</dt>
      <dd>
        <ul>
          {edges.map((edge) => (
            <Wire key={edge.id} edge={edge} />
          ))}
        </ul>
      </dd>
    </>
  );
}

const Wire = memo(function Wire({ edge: { id, source, target } }: { edge: WorkflowEdge }) {
  // As text, so that an edit elsewhere renders nothing here.
  const wire = useWorkflow(({ workflow }) =>
    workflow === null
      ? ""
      : canvas.palette.wire(endText(workflow, source, "outputs"), endText(workflow, target, "inputs")),
  );
  const mayEdit = useMay("editor");
  return (
    <li className="flex items-center gap-1">
      <span className="wrap-anywhere min-w-0 flex-1">{wire}</span>
      {mayEdit && (
        <IconButton
          size="sm"
          icon={X}
          label={words.cut(wire)}
          onClick={() => workflowActions().disconnect([id])}
          className="max-sm:size-11"
        />
      )}
    </li>
  );
});
