import { X } from "lucide-react";
import { endText } from "@/components/canvas/possibleWires";
import { canvas } from "@/components/messages/canvas";
import { outline } from "@/components/messages/outline";
import { IconButton } from "@/components/ui/IconButton";
import { edgesFrom, edgesInto } from "@/store/graphIndex";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Workflow, WorkflowNode } from "@/types/workflow";

const words = outline.wires;

/** What a node takes and gives, wire by wire, each to be removed. */
export function RowWires({ node }: { node: WorkflowNode }) {
  const workflow = useWorkflow((state) => state.workflow);
  if (workflow === null) return null;
  const into = edgesInto(workflow.edges, node.id);
  const from = edgesFrom(workflow.edges, node.id);
  if (into.length + from.length === 0) return <p className="text-ink-3 text-xs">{words.nothing}</p>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-xs">
      <Wires title={words.takes} workflow={workflow} edges={into} />
      <Wires title={words.gives} workflow={workflow} edges={from} />
    </dl>
  );
}

function Wires(props: { title: string; workflow: Workflow; edges: readonly Workflow["edges"][number][] }) {
  const { title, workflow, edges } = props;
  if (edges.length === 0) return null;
  return (
    <>
      <dt className="py-1.5 text-ink-3 max-sm:py-3.5">{title}</dt>
      <dd>
        <ul>
          {edges.map(({ id, source, target }) => {
            const wire = canvas.palette.wire(endText(workflow, source, "outputs"), endText(workflow, target, "inputs"));
            return (
              <li key={id} className="flex items-center gap-1">
                <span className="wrap-anywhere min-w-0 flex-1">{wire}</span>
                <IconButton
                  size="sm"
                  icon={X}
                  label={words.cut(wire)}
                  onClick={() => workflowActions().disconnect([id])}
                  className="max-sm:size-11"
                />
              </li>
            );
          })}
        </ul>
      </dd>
    </>
  );
}
