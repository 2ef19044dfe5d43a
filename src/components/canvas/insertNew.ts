import { useCanvasUi } from "@/components/board/canvasUi";
import { placePorts } from "@/components/board/portLayout";
import { lookOf } from "@/components/kinds/nodeViews";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { addParts, type Point } from "@/store/documentEdits";
import { nodeById } from "@/store/graphIndex";
import { shownPorts } from "@/store/nodePorts";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { insertInWire, pushOnwards } from "@/store/wireInsert";
import { newNode } from "@/store/workflowStore";
import type { Endpoint, Workflow } from "@/types/workflow";
import type { PassageChoice } from "./wireChoices";

/** Room between a node in a wire and its two neighbours, in canvas pixels. */
const GAP = 72;

/**
 * Puts a new node into a wire of the open document, on a level with the port before it; what follows it moves on where
 * there is no room. One step of undo. Returns its id, or undefined if the wire is gone.
 */
export function insertNew(edgeId: string, { type, data, passage }: PassageChoice): string | undefined {
  const { workflow } = workflowStore.getState();
  const edge = workflow?.edges.find(({ id }) => id === edgeId);
  if (workflow === null || edge === undefined) return undefined;
  const { width } = lookOf(type).layout;
  const from = endOf(workflow, edge.source, "outputs");
  const to = endOf(workflow, edge.target, "inputs");
  const isRoomy = to.x - from.x >= width + 2 * GAP;
  const inputs = placePorts(lookOf(type).layout, portsOf({ type, data })).inputs;
  const at = {
    x: Math.round(isRoomy ? (from.x + to.x - width) / 2 : from.x + GAP),
    y: Math.round(from.y - (inputs.find(({ name }) => name === passage.input)?.y ?? 0)),
  };
  const node = newNode(type, data);
  const parts = { nodes: [node], edges: [], layout: { [node.id]: at } };
  const push = isRoomy ? 0 : from.x + width + 2 * GAP - to.x;
  workflowActions().edit(
    (doc) => insertInWire(addParts(pushOnwards(doc, edge.target.node, push), parts), edgeId, node.id, passage),
    { selection: { nodes: [node.id], edges: [] } },
  );
  useCanvasUi.setState({ writing: node.id });
  return node.id;
}

function endOf(workflow: Workflow, { node: id, port }: Endpoint, side: "inputs" | "outputs"): Point {
  const node = nodeById(workflow.nodes, id);
  const { x, y, width } = { width: undefined, x: 0, y: 0, ...workflow.layout.nodes[id] };
  if (node === undefined) return { x, y };
  const { layout } = lookOf(node.type);
  const places = placePorts(layout, shownPorts(node, workflow.edges))[side];
  const right = side === "outputs" ? (width ?? layout.width) : 0;
  return { x: x + right, y: y + (places.find(({ name }) => name === port)?.y ?? 0) };
}
