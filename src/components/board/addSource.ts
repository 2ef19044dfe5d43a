import { nodeById } from "@/store/graphIndex";
import { shownPorts } from "@/store/nodePorts";
import { workflowStore } from "@/store/useWorkflow";
import { useCanvasUi } from "./canvasUi";
import { freePlace } from "./freePlace";
import type { LookOf } from "./nodeLooks";
import { placePorts } from "./portLayout";
import { nodeBoxes } from "./shownBoxes";

/** Kinds that bring something new into a workflow, with the output that a place takes. */
export const sourcePorts = { prompt: "text", list: "items", fileInput: "text" } as const;

export type SourceType = keyof typeof sourcePorts;

/** Room between a new node and the one it is for, in canvas pixels. */
const GAP = 72;

/** Adds a node wired into an input, in the free left of it and on its level, as one step of undo. */
export function addSource(nodeId: string, input: string, type: SourceType, lookOf: LookOf): void {
  const { workflow, addConnectedNode } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, nodeId);
  if (workflow === null || node === undefined) return;
  const { x, y } = workflow.layout.nodes[nodeId] ?? { x: 0, y: 0 };
  const ports = placePorts(lookOf(node.type).layout, shownPorts(node, workflow.edges)).inputs;
  const { width, height, firstOutput } = lookOf(type).layout;
  const level = y + (ports.find(({ name }) => name === input)?.y ?? 0) - firstOutput;
  const taken = nodeBoxes(workflow, { nodeLookup: new Map() }, lookOf);
  const at = freePlace({ x: x - GAP - width, y: Math.round(level), width, height }, taken);
  const wire = { target: { node: nodeId, port: input }, sourcePort: sourcePorts[type] };
  const added = addConnectedNode(type, at, wire);
  useCanvasUi.setState({ writing: added, revealing: { node: added } });
}
