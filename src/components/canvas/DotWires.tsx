import { type Edge, type Node, useStore, useStoreApi, ViewportPortal } from "@xyflow/react";
import { useMemo } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { useStaleNodes } from "@/components/board/useStaleNodes";
import { isBusy } from "@/store/runStatus";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import type { CanvasEdge, CanvasNode } from "./canvasElements";
import { useZoomLevel } from "./far";
import { groupWires, pathOfWires } from "./wireGroups";

/**
 * The wires that React Flow is to draw. While nodes are little more than dots these are only the ones somebody has to
 * do with: selected, in focus, aimed at, or of a node that is dragged. The others are in `DotWires`.
 */
export function useShownEdges(nodes: readonly CanvasNode[], edges: CanvasEdge[]): CanvasEdge[] {
  const isDot = useZoomLevel() === "dot";
  const aimedAt = useCanvasUi(({ insertion }) => insertion);
  // As text, so that the list is the same at every step of a drag.
  const dragged = isDot ? nodes.flatMap(({ id, dragging }) => (dragging === true ? [id] : [])).join("\n") : "";
  return useMemo(() => {
    if (!isDot) return edges;
    const moving = new Set(dragged.split("\n"));
    const named = [aimedAt, focusedWire()];
    return edges.filter(
      ({ id, selected, source, target }) =>
        selected === true || named.includes(id) || moving.has(source) || moving.has(target),
    );
  }, [edges, isDot, aimedAt, dragged]);
}

function focusedWire(): string | undefined {
  return document.activeElement?.closest<SVGElement>(".react-flow__edge")?.dataset.id;
}

/**
 * While nodes are little more than dots, the wires that React Flow was not given: those that look alike are one
 * drawing. As a drawing each, a thousand of them took more of every frame than their nodes.
 */
export function DotWires() {
  const workflow = useWorkflow((state) => state.workflow);
  return useZoomLevel() === "dot" && workflow !== null ? <Drawings workflow={workflow} /> : null;
}

function Drawings({ workflow }: { workflow: Workflow }) {
  const store = useStoreApi();
  const nodes = useStore((state) => state.nodes, isSameButDragged);
  const taken = useStore((state) => state.edges);
  const busy = useRun(({ run }) =>
    Object.keys(run.nodes)
      .filter((id) => isBusy(run.nodes[id]?.status))
      .join("\n"),
  );
  const stale = useStaleNodes((staleNodes) => staleNodes);
  const groups = useMemo(
    () => groupWires(workflow.nodes, without(workflow.edges, taken), { busy: new Set(busy.split("\n")), stale }),
    [workflow, taken, busy, stale],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: `nodes` tells that something stands elsewhere
  const paths = useMemo(
    () => groups.map(({ edges }) => pathOfWires(workflow, edges, store.getState())),
    [workflow, groups, store, nodes],
  );
  return (
    <ViewportPortal>
      <svg aria-hidden className="dot-wires">
        {groups.map(({ stroke, className }, index) => (
          <path key={`${stroke} ${className}`} d={paths[index]} className={className} style={{ stroke }} />
        ))}
      </svg>
    </ViewportPortal>
  );
}

function without(edges: Workflow["edges"], taken: readonly Edge[]): Workflow["edges"] {
  const ids = new Set(taken.map(({ id }) => id));
  return ids.size === 0 ? edges : edges.filter(({ id }) => !ids.has(id));
}

/** What is dragged is a new node with every step. */
function isSameButDragged(before: readonly Node[], after: readonly Node[]): boolean {
  // As with every step of a pan.
  if (before === after) return true;
  const isSame = (node: Node, other: Node | undefined) =>
    node === other || (node.id === other?.id && node.dragging === true && other.dragging === true);
  return before.length === after.length && before.every((node, index) => isSame(node, after[index]));
}
