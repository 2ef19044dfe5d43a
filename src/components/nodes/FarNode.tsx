import type { CSSProperties } from "react";
import { useLook, useTitleOf } from "@/components/board/nodeLooks";
import { nodes as words } from "@/components/messages/nodes";
import { useNode, useWorkflow } from "@/store/useWorkflow";
import { StatusIcon } from "./NodeStatusLabel";
import { useFarStatus } from "./useShownStatus";

/**
 * A node from afar: a block of its size that tells its kind by colour and outline, its name and how it fares. It asks
 * for little, so that a thousand of them are cheap. Where its ports are React Flow knows from the document.
 */
export function FarNode({ id, level }: { id: string; level: "far" | "dot" }) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const height = useWorkflow(({ workflow }) => workflow?.layout.nodes[id]?.height);
  const { icon: Icon, shape, layout } = useLook(node?.type ?? "");
  const { status, isPartial, progress } = useFarStatus(id);
  if (node === undefined) return null;
  const title = titleOf(node);
  const boxHeight = height ?? layout.height;
  const size: CSSProperties & Record<"--far-height", string> = {
    width: layout.width,
    height: boxHeight,
    "--far-height": `${boxHeight}px`,
  };
  return (
    <section
      aria-label={title}
      aria-description={words.statuses[status] || undefined}
      data-shape={shape}
      data-status={isPartial ? "failed" : status}
      className="node-frame node-far"
      style={size}
    >
      {level === "far" && <Icon aria-hidden strokeWidth={1.75} className="far-icon" />}
      <span className="far-title">{title}</span>
      {level === "far" && status !== "idle" && <StatusIcon status={status} className="far-status" />}
      {progress !== undefined && <span className="far-progress" style={{ width: `${progress}%` }} />}
    </section>
  );
}
