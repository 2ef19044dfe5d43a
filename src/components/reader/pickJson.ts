import { freePlace } from "@/components/board/freePlace";
import { viewOf } from "@/components/kinds/nodeViews";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { Endpoint, Workflow } from "@/types/workflow";

/** In canvas pixels. */
const GAP = 60;

/** Where the JSON that a node shows comes from: its own output, or the one that is wired into it. */
export function sourceOf(workflow: Workflow, nodeId: string, port: string): Endpoint | undefined {
  const node = nodeById(workflow.nodes, nodeId);
  if (node === undefined) return undefined;
  if (portsOf(node).outputs.some(({ name }) => name === port)) return { node: nodeId, port };
  const wires = edgesInto(workflow.edges, nodeId).filter(({ target }) => target.port === port);
  return wires.length === 1 ? wires[0]?.source : undefined;
}

/** Adds a node that takes this part of the JSON, wired to where it comes from, as one step of undo. */
export function pickJson(source: Endpoint, path: string): void {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return;
  const size = (id: string) => {
    const { layout } = viewOf(nodeById(workflow.nodes, id)?.type ?? "") ?? {};
    return { width: layout?.width ?? 260, height: layout?.height ?? 120 };
  };
  const taken = Object.entries(workflow.layout.nodes).map(([id, place]) => ({ ...size(id), ...place }));
  const from = { ...size(source.node), ...(workflow.layout.nodes[source.node] ?? { x: 0, y: 0 }) };
  const wished = { x: from.x + from.width + GAP, y: from.y, width: 260, height: 120 };
  workflowActions().addConnectedNode("jsonExtract", freePlace(wished, taken), { source, targetPort: "json" }, { path });
}
