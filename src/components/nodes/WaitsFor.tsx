import { Fragment } from "react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** Names the nodes whose answers are still awaited. */
export function WaitsFor({ nodeId }: { nodeId: string }) {
  const titleOf = useTitleOf();
  const workflow = useWorkflow((state) => state.workflow);
  const sources = workflow === null ? [] : edgesInto(workflow.edges, nodeId).map((edge) => edge.source.node);
  const open = useRun(({ run }) =>
    [...new Set(sources)]
      .filter((id) => !["done", "cached", "skipped"].includes(run.nodes[id]?.status ?? "idle"))
      .join(" "),
  );
  const awaited = open
    .split(" ")
    .map((id) => workflow && nodeById(workflow.nodes, id))
    .filter((node): node is WorkflowNode => node !== undefined && node !== null);
  if (awaited.length === 0) return null;
  return (
    <p className="text-ink-2">
      {words.waitsFor}{" "}
      {awaited.map((node, index) => (
        <Fragment key={node.id}>
          {index > 0 && ", "}
          <strong className="font-semibold text-ink">{titleOf(node)}</strong>
        </Fragment>
      ))}
    </p>
  );
}
