import { handlesOf } from "@/components/board/handles";
import { useLook, useTitleOf } from "@/components/board/nodeLooks";
import { cx } from "@/components/ui/cx";
import { useNode, useWorkflow } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** A node from afar: a box of its size with its name. It asks for nothing, so that a thousand of them are cheap. */
export function FarNode({ id, selected }: { id: string; selected: boolean }) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const height = useWorkflow(({ workflow }) => workflow?.layout.nodes[id]?.height);
  const { width, height: usual } = useLook(node?.type ?? "").layout;
  if (node === undefined) return null;
  return (
    <section
      aria-label={titleOf(node)}
      className={cx("node-frame node-far", selected && "node-selected")}
      style={{ width, height: height ?? usual }}
    >
      <span className="line-clamp-2 text-center font-semibold text-[28px] leading-8">{titleOf(node)}</span>
      <FarPorts node={node} />
    </section>
  );
}

/** Bare boxes where the ports are: React Flow measures them to know where wires end, by these names. */
function FarPorts({ node }: { node: WorkflowNode }) {
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const { layout } = useLook(node.type);
  return handlesOf(node, edges, layout).map(({ id, type, position, x, y, width, height }) => (
    <div
      key={`${type}-${id}`}
      className={cx("absolute", type)}
      data-handleid={id}
      data-handlepos={position}
      style={{ left: x, top: y, width, height }}
    />
  ));
}
