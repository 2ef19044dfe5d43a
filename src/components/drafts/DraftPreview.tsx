import { useReactFlow, ViewportPortal } from "@xyflow/react";
import { type ReactNode, useEffect, useMemo } from "react";
import { moveMs, useShowBox } from "@/components/board/canvasView";
import { lookOf } from "@/components/kinds/nodeViews";
import { drafts as words } from "@/components/messages/drafts";
import { cx } from "@/components/ui/cx";
import { type Box, boundsOf } from "@/store/boxes";
import type { DraftPlan } from "@/store/draftPlan";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { type PreviewBox, previewBoxes } from "./previewBoxes";

/** What a draft would bring, change and take away, drawn over the canvas as if it were there. */
export function DraftPreview({ plan, selection }: { plan: DraftPlan; selection: readonly string[] }) {
  const workflow = useWorkflow((state) => state.workflow);
  const { getViewport, setViewport } = useReactFlow();
  const showBox = useShowBox();
  const boxes = useMemo(() => (workflow === null ? [] : previewBoxes(workflow, plan)), [workflow, plan]);
  useEffect(() => {
    const before = getViewport();
    const { workflow: drawnFor } = workflowStore.getState();
    if (drawnFor === null) return;
    // React Flow knows the bounds only of nodes that it has.
    const bounds = boundsOf([...previewBoxes(drawnFor, plan), ...selection.flatMap((id) => boxOf(drawnFor, id))]);
    // The bar above takes its room first.
    const frame = requestAnimationFrame(() => bounds && showBox(bounds, moveMs()));
    return () => {
      cancelAnimationFrame(frame);
      // Sizes and the view are no edits: what is taken changes the nodes.
      const isTaken = workflowStore.getState().workflow?.nodes !== drawnFor.nodes;
      if (!isTaken) void setViewport(before, { duration: moveMs() });
    };
  }, [plan, selection, showBox, getViewport, setViewport]);
  if (workflow === null) return null;
  return (
    <ViewportPortal>
      <div className="pointer-events-none absolute top-0 left-0 z-20" aria-hidden>
        <PreviewWires boxes={boxes} workflow={workflow} plan={plan} />
        {boxes.map((box) => (
          <PreviewNode key={box.id} box={box} />
        ))}
      </div>
    </ViewportPortal>
  );
}

function boxOf({ nodes, layout }: Workflow, id: string): Box[] {
  const node = nodes.find((candidate) => candidate.id === id);
  const place = layout.nodes[id];
  if (node === undefined || place === undefined) return [];
  const { width, height } = lookOf(node.type).layout;
  return [{ width, height, ...place }];
}

const looks = {
  added: "border-accent bg-card",
  changed: "border-waiting",
  removed: "border-error bg-error-soft",
};

const labels = {
  added: () => words.isNew,
  changed: () => words.isChanged,
  removed: () => words.isRemoved,
};

function PreviewNode({ box }: { box: PreviewBox }) {
  const { node, fate, x, y, width, height } = box;
  const { icon: Icon, words: kind } = lookOf(node.type);
  return (
    <div
      className={cx("absolute overflow-hidden rounded-card border-2 border-dashed", looks[fate])}
      style={{ left: x, top: y, width, height }}
    >
      {fate === "added" && (
        <>
          <p className="flex items-center gap-2.5 border-line border-b px-3 py-2 font-semibold">
            <Icon size={15} strokeWidth={1.75} className="shrink-0 text-ink-2" />
            <span className="truncate">{node.title ?? kind.name}</span>
          </p>
          <PreviewText node={node} />
        </>
      )}
      <Label fate={fate}>{labels[fate]()}</Label>
    </div>
  );
}

function Label({ fate, children }: { fate: PreviewBox["fate"]; children: ReactNode }) {
  const color = { added: "text-accent-ink", changed: "text-waiting", removed: "text-error" }[fate];
  return (
    <span className={cx("absolute top-1.5 right-2 rounded-sm bg-panel px-1.5 py-0.5 font-medium text-xs", color)}>
      {children}
    </span>
  );
}

/** What the node says, where its settings have words. */
function PreviewText({ node: { data } }: { node: WorkflowNode }) {
  const text = [data.text, data.system, data.path, data.value].find((value) => typeof value === "string");
  return <p className="line-clamp-5 whitespace-pre-wrap break-words px-3 py-2 text-ink-2">{text as string}</p>;
}

function PreviewWires({ boxes, workflow, plan }: { boxes: PreviewBox[]; workflow: Workflow; plan: DraftPlan }) {
  const places = new Map(boxes.map((box) => [box.id, box]));
  const boxOf = (id: string) => {
    const { x = 0, y = 0, width = 0, height = 0 } = places.get(id) ?? workflow.layout.nodes[id] ?? {};
    return { x, y, width, height };
  };
  return (
    <svg aria-hidden className="absolute overflow-visible" width="1" height="1">
      {plan.edges.map(({ id, source, target }) => {
        const from = boxOf(source.node);
        const to = boxOf(target.node);
        const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
        const bend = Math.max(40, (x2 - x1) / 2);
        return (
          <path
            key={id}
            d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
            className="fill-none stroke-accent"
            strokeWidth="2"
            strokeDasharray="6 5"
          />
        );
      })}
    </svg>
  );
}
