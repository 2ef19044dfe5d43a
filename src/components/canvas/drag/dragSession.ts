import type { NodeChange, ReactFlowState } from "@xyflow/react";
import { useCanvasUi } from "@/components/board/canvasUi";
import type { CanvasNode } from "@/components/canvas/canvasElements";
import { standingBoxes } from "@/components/canvas/nodeBoxes";
import { shakeOut } from "@/components/canvas/takeOutNodes";
import type { NamedBox } from "@/store/arrange";
import { type Box, boundsOf } from "@/store/boxes";
import { moveNodes, type Point } from "@/store/documentEdits";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { insertInWire, passageOf, pushOnwards } from "@/store/wireInsert";
import { showGuides } from "./guides";
import { createShakeWatch } from "./shake";
import { GRID, snapBox } from "./snapping";
import { isSnapOn } from "./snapSwitch";
import { createWireAim } from "./wireAim";

/** How near lines attract, in pixels of the screen. */
const REACH = 7;
/** Least room between a node that was put into a wire and the one after it, in canvas pixels. */
const ROOM = 48;

type Flow = () => Pick<ReactFlowState, "nodeLookup" | "transform" | "width" | "height">;

/** One drag of nodes, from the press to the release. */
export interface DragSession {
  /** Lines up what React Flow wants to move, and aims at the wire under it. */
  adjust(changes: NodeChange<CanvasNode>[]): NodeChange<CanvasNode>[];
  /** Each place of the pointer on the screen. */
  watch(event: PointerEvent): void;
  /** Puts the node into the wire it was dropped on. */
  end(): void;
  /** Takes away what was drawn for it, where nothing was dropped. */
  cancel(): void;
}

export function beginDrag(ids: readonly string[], flow: Flow): DragSession {
  const moved = new Set(ids);
  const isShake = createShakeWatch();
  const sizes = new Map<string, NamedBox>();
  const still: NamedBox[] = [];
  const { workflow } = workflowStore.getState();
  for (const box of workflow === null ? [] : standingBoxes(workflow, flow())) {
    if (moved.has(box.id)) sizes.set(box.id, box);
    else still.push(box);
  }
  const [only] = ids.length === 1 ? ids : [];
  let aim = only === undefined ? undefined : aimFor(only, flow());
  let isFree = false;
  let isShaken = false;
  let last: Box | undefined;

  const adjust = (changes: NodeChange<CanvasNode>[]) => {
    const boxes = changes.flatMap((change) => {
      const size = change.type === "position" ? sizes.get(change.id) : undefined;
      return change.type === "position" && change.position && size ? [{ ...size, ...change.position }] : [];
    });
    const bounds = boundsOf(boxes);
    if (bounds === undefined) return changes;
    const [, , zoom] = flow().transform;
    const near = inSight(still, flow());
    const snap = isFree ? undefined : snapBox(bounds, near, REACH / zoom, isSnapOn() ? GRID : undefined);
    const shift = snap?.shift ?? { x: 0, y: 0 };
    showGuides(snap?.guides ?? []);
    last = { ...bounds, x: bounds.x + shift.x, y: bounds.y + shift.y };
    setInsertion(aim?.(last) ?? null);
    return changes.map((change) => shifted(change, shift));
  };
  const watch = (event: PointerEvent) => {
    isFree = event.altKey;
    if (only === undefined || isShaken || !movesOf(event).some((move) => isShake(move.clientX, move.timeStamp))) return;
    isShaken = shakeOut(only);
    // Who shakes a node out of its wires does not want it in the next one.
    if (isShaken) aim = undefined;
  };
  const cancel = () => {
    showGuides([]);
    setInsertion(null);
  };
  const end = () => {
    const { insertion } = useCanvasUi.getState();
    cancel();
    if (insertion !== null && only !== undefined && last !== undefined) dropInto(insertion, only, last);
  };
  return { adjust, watch, end, cancel };
}

/** A browser tells several quick moves as one; older ones do not keep them apart. */
function movesOf(event: PointerEvent): PointerEvent[] {
  const moves = event.getCoalescedEvents?.() ?? [];
  return moves.length > 0 ? moves : [event];
}

function aimFor(id: string, flow: ReturnType<Flow>): ((box: Box) => string | undefined) | undefined {
  const { workflow } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, id);
  if (workflow === null || node === undefined) return undefined;
  return createWireAim(workflow, flow, (edgeId) => {
    const edge = workflow.edges.find((candidate) => candidate.id === edgeId);
    return edge !== undefined && passageOf(workflow, edge, node, cachedPortsOf) !== undefined;
  });
}

/** What is not seen attracts nothing. */
function inSight(boxes: readonly NamedBox[], { transform: [x, y, zoom], width, height }: ReturnType<Flow>): NamedBox[] {
  const [left, top] = [-x / zoom, -y / zoom];
  const [right, bottom] = [left + width / zoom, top + height / zoom];
  return boxes.filter((box) => box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top);
}

function shifted(change: NodeChange<CanvasNode>, { x, y }: Point): NodeChange<CanvasNode> {
  if (change.type !== "position" || change.position === undefined) return change;
  return { ...change, position: { x: change.position.x + x, y: change.position.y + y } };
}

function setInsertion(insertion: string | null): void {
  if (useCanvasUi.getState().insertion !== insertion) useCanvasUi.setState({ insertion });
}

/** One step of undo with the move that brought the node there; what follows it moves on where there is no room. */
function dropInto(edgeId: string, id: string, box: Box): void {
  workflowActions().edit(
    (doc) => {
      const edge = doc.edges.find((candidate) => candidate.id === edgeId);
      const node = nodeById(doc.nodes, id);
      const passage = edge && node && passageOf(doc, edge, node, cachedPortsOf);
      if (edge === undefined || passage === undefined) return doc;
      const next = doc.layout.nodes[edge.target.node];
      const push = next === undefined || next.x < box.x ? 0 : box.x + box.width + ROOM - next.x;
      return insertInWire(pushOnwards(moveNodes(doc, { [id]: box }), edge.target.node, push), edgeId, id, passage);
    },
    { key: `move:${id}` },
  );
}
