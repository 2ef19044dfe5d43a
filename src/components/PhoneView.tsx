"use client";
import { messages } from "@/components/messages/en";
import { NodeStatusLabel } from "@/components/nodes/NodeStatusLabel";
import { iconOf, titleOf } from "@/components/nodes/nodeCatalogue";
import { useNodeRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { ErrorNote } from "./ErrorNote";

const words = messages.shell.phone;

/** On a phone: the nodes as a list with their results. Editing waits for a larger screen. */
export function PhoneView() {
  const workflow = useWorkflow((state) => state.workflow);
  if (workflow === null) return null;
  const nodes = inReadingOrder(workflow);
  return (
    <div className="h-full overflow-y-auto px-3.5 pt-3.5 pb-8">
      <p className="mb-3 text-ink-2">{nodes.length === 0 ? words.nothing : words.edit}</p>
      <ul className="flex flex-col gap-2.5">
        {nodes.map((node) => (
          <NodeCard key={node.id} node={node} />
        ))}
      </ul>
    </div>
  );
}

function NodeCard({ node }: { node: WorkflowNode }) {
  const Icon = iconOf(node.type);
  const { text, output, error } = useNodeRun(node.id);
  const shown = typeof output?.value === "string" ? output.value : text;
  return (
    <li className="rounded-card border border-line bg-card">
      <div className="flex items-center gap-2.5 px-3.5 py-2.5">
        <Icon size={16} strokeWidth={1.75} aria-hidden className="text-ink-2" />
        <h2 className="min-w-0 flex-1 truncate font-semibold">{titleOf(node)}</h2>
        <NodeStatusLabel nodeId={node.id} />
      </div>
      {(shown !== "" || error) && (
        <div className="border-line border-t px-3.5 py-2.5">
          {error && <ErrorNote error={error} />}
          {shown !== "" && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{shown}</p>}
        </div>
      )}
    </li>
  );
}

/** As the eye goes over the canvas: from left to right, then down. */
function inReadingOrder({ nodes, layout }: Workflow): WorkflowNode[] {
  const place = (node: WorkflowNode) => layout.nodes[node.id] ?? { x: 0, y: 0 };
  return nodes.toSorted((a, b) => place(a).x - place(b).x || place(a).y - place(b).y);
}
