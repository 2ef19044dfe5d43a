import type { CSSProperties } from "react";
import { unknownLook, useLook, useTitleOf } from "@/components/board/nodeLooks";
import { useRefusal } from "@/components/board/refusal";
import { grouping } from "@/components/messages/grouping";
import { nodes as words } from "@/components/messages/nodes";
import { useNode, useWorkflow } from "@/store/useWorkflow";
import { fitTitle } from "./fitTitle";
import { useFarStatus } from "./useShownStatus";

/** Of a kind that this version does not know; no kind and no state is called so. */
export const UNKNOWN_ICON = "unknown";

/**
 * A node from afar: a block of its size that tells its kind by colour and outline, its name and how it fares. It asks
 * for little, so that a thousand of them are cheap. Where its ports are React Flow knows from the document.
 */
export function FarNode({ id, level, unzoom }: { id: string; level: "far" | "dot"; unzoom: number }) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const place = useWorkflow(({ workflow }) => workflow?.layout.nodes[id]);
  const look = useLook(node?.type ?? "");
  const { status, isPartial, progress } = useFarStatus(id);
  const isRefused = useRefusal((refusal) => refusal?.faults.has(id) === true);
  if (node === undefined) return null;
  const title = titleOf(node);
  const { shape, layout } = look;
  const width = place?.width ?? layout.width;
  const height = place?.height ?? layout.height;
  const { off } = node;
  const kind = look === unknownLook ? UNKNOWN_ICON : node.type;
  const icon = off ?? (status === "idle" ? kind : status);
  const icons = level === "dot" ? 0 : 1;
  const { text, size } = fitTitle(title, { width, height, unzoom, icons });
  const style: CSSProperties = { width, height, fontSize: size };
  return (
    <section
      aria-label={title}
      aria-description={off === undefined ? words.statuses[status] || undefined : grouping.off[off]}
      data-shape={shape}
      data-status={isPartial || isRefused ? "failed" : off === undefined ? status : "idle"}
      data-off={off}
      className="node-frame node-far"
      style={style}
    >
      {level === "far" && <span data-icon={icon} className="far-icon" />}
      {text !== "" && <span className="far-title">{text}</span>}
      {progress !== undefined && <span className="far-progress" style={{ width: `${progress}%` }} />}
    </section>
  );
}
