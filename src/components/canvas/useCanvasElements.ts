import { applyNodeChanges, type EdgeChange, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useState } from "react";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { WorkflowState } from "@/store/workflowStore";
import { type CanvasEdge, type CanvasNode, reconcileEdges, reconcileNodes } from "./canvasElements";

/** Changes as they are to be, from those that React Flow wants. */
type Adjust = (changes: NodeChange<CanvasNode>[]) => NodeChange<CanvasNode>[];

/**
 * The document as React Flow's controlled nodes and edges. While nodes are dragged only this copy moves;
 * the document hears of it when the drag ends.
 */
export function useCanvasElements(adjust: Adjust) {
  const [nodes, setNodes] = useState<CanvasNode[]>(() => nodesOf([], workflowStore.getState()));
  const [edges, setEdges] = useState<CanvasEdge[]>(() => edgesOf([], workflowStore.getState()));

  useEffect(() => {
    const sync = (state: WorkflowState) => {
      setNodes((old) => nodesOf(old, state));
      setEdges((old) => edgesOf(old, state));
    };
    sync(workflowStore.getState());
    return workflowStore.subscribe((state, previous) => {
      if (state.workflow !== previous.workflow || state.selection !== previous.selection) sync(state);
    });
  }, []);

  const onNodesChange = useCallback(
    (wanted: NodeChange<CanvasNode>[]) => {
      const changes = adjust(wanted);
      setNodes((old) => applyNodeChanges(changes, old));
      reportNodeChanges(changes);
    },
    [adjust],
  );
  const onEdgesChange = useCallback((changes: EdgeChange<CanvasEdge>[]) => reportEdgeChanges(changes), []);
  return { nodes, edges, onNodesChange, onEdgesChange };
}

function nodesOf(old: CanvasNode[], { workflow, selection }: WorkflowState): CanvasNode[] {
  return workflow === null ? [] : reconcileNodes(old, workflow, selection);
}

function edgesOf(old: CanvasEdge[], { workflow, selection }: WorkflowState): CanvasEdge[] {
  return workflow === null ? [] : reconcileEdges(old, workflow, selection);
}

/** Tells the document what happened on the canvas: ended moves, selection, measured sizes. */
function reportNodeChanges(changes: NodeChange<CanvasNode>[]): void {
  const places: Record<string, { x: number; y: number }> = {};
  const sizes: Record<string, { width: number; height: number }> = {};
  for (const change of changes) {
    if (change.type === "position" && !change.dragging && change.position) places[change.id] = change.position;
    if (change.type === "dimensions" && change.dimensions) sizes[change.id] = change.dimensions;
  }
  const actions = workflowActions();
  if (Object.keys(places).length > 0) actions.moveNodes(places);
  if (Object.keys(sizes).length > 0) actions.setSizes(sizes);
  const { selection } = workflowStore.getState();
  const nodes = changedSelection(selection.nodes, changes);
  if (nodes !== selection.nodes) actions.select({ nodes, edges: selection.edges });
}

function reportEdgeChanges(changes: EdgeChange<CanvasEdge>[]): void {
  const { selection } = workflowStore.getState();
  const edges = changedSelection(selection.edges, changes);
  if (edges !== selection.edges) workflowActions().select({ nodes: selection.nodes, edges });
}

type AnyChange = NodeChange<CanvasNode> | EdgeChange<CanvasEdge>;

function changedSelection(selected: readonly string[], changes: readonly AnyChange[]): readonly string[] {
  const picks = changes.filter((change) => change.type === "select");
  if (picks.length === 0) return selected;
  const ids = new Set(selected);
  for (const pick of picks) {
    if (pick.selected) ids.add(pick.id);
    else ids.delete(pick.id);
  }
  return [...ids];
}
