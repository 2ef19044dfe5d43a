import { lookOf } from "@/components/kinds/nodeViews";
import type { DraftPlan } from "@/store/draftPlan";
import type { NodeLayout, Workflow, WorkflowNode } from "@/types/workflow";

export interface PreviewBox {
  id: string;
  node: WorkflowNode;
  fate: "added" | "changed" | "removed";
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Everything that a draft would touch, where it stands or would stand. */
export function previewBoxes(workflow: Workflow, plan: DraftPlan): PreviewBox[] {
  const toBox = (fate: PreviewBox["fate"], layout: Workflow["layout"]["nodes"]) => (node: WorkflowNode) => {
    const usual = lookOf(node.type).layout;
    const { x = 0, y = 0, width = usual.width, height = usual.height }: Partial<NodeLayout> = layout[node.id] ?? {};
    return { id: node.id, node, fate, x, y, width, height };
  };
  const removed = new Set(plan.removed);
  return [
    ...plan.added.map(toBox("added", plan.layout)),
    ...plan.changed.map(toBox("changed", workflow.layout.nodes)),
    ...workflow.nodes.filter(({ id }) => removed.has(id)).map(toBox("removed", workflow.layout.nodes)),
  ];
}
