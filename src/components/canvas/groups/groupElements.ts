import { groupPort } from "@/components/board/drawnEnd";
import type { CanvasNode } from "@/components/canvas/canvasElements";
import type { Workflow, WorkflowEdge } from "@/types/workflow";
import {
  COLLAPSED_WIDTH,
  type CollapsedGroup,
  collapsedByNode,
  collapsedHeight,
  collapsedOf,
  handlesOfGroup,
  placeOfGroup,
} from "./collapsed";

const noData: Record<string, never> = {};

/** What a collapsed group's node was made from: as long as it is the same, nothing has to be worked out. */
const origins = new WeakMap<
  CanvasNode,
  { collapsed: CollapsedGroup; nodes: Workflow["nodes"]; places: Workflow["layout"]["nodes"] }
>();

/** The nodes of the canvas for collapsed groups, and which nodes of the document are not drawn for them. */
export function collapsedNodes(
  workflow: Workflow,
  known: ReadonlyMap<string, CanvasNode>,
): { shown: CanvasNode[]; hidden: ReadonlyMap<string, CollapsedGroup> } {
  const all = collapsedOf(workflow);
  return { shown: all.map((each) => toNode(workflow, each, known.get(each.shown))), hidden: collapsedByNode(all) };
}

function toNode(workflow: Workflow, collapsed: CollapsedGroup, old: CanvasNode | undefined): CanvasNode {
  const places = workflow.layout.nodes;
  const origin = old && origins.get(old);
  if (old && origin?.collapsed === collapsed && origin.places === places && origin.nodes === workflow.nodes) return old;
  const position = old?.dragging ? old.position : placeOfGroup(workflow, collapsed);
  if (old && origin?.collapsed === collapsed && old.position.x === position.x && old.position.y === position.y) {
    origins.set(old, { collapsed, nodes: workflow.nodes, places });
    return old;
  }
  const size = { width: COLLAPSED_WIDTH, height: collapsedHeight(collapsed) };
  const next: CanvasNode = {
    ...{ id: collapsed.shown, type: "group-node", data: noData, measured: size },
    position,
    handles: handlesOfGroup(collapsed),
    ...{ selectable: false, draggable: false, focusable: false, dragging: old?.dragging },
  };
  origins.set(next, { collapsed, nodes: workflow.nodes, places });
  return next;
}

export interface DrawnEnds {
  source: string;
  sourceHandle: string;
  target: string;
  targetHandle: string;
}

/** Between which nodes of the canvas a wire is drawn; undefined for one that a collapsed group hides. */
export function drawnEnds(
  { source, target }: WorkflowEdge,
  hidden: ReadonlyMap<string, CollapsedGroup>,
): DrawnEnds | undefined {
  const from = hidden.get(source.node);
  const to = hidden.get(target.node);
  if (from !== undefined && from === to) return undefined;
  return {
    source: from?.shown ?? source.node,
    sourceHandle: from === undefined ? source.port : groupPort(source),
    target: to?.shown ?? target.node,
    targetHandle: to === undefined ? target.port : groupPort(target),
  };
}
