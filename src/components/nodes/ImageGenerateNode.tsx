import type { NodeProps } from "@xyflow/react";
import { nodes as words } from "@/components/messages/nodes";
import { isAssetRef, toList } from "@/lib/nodes/values";
import { assetPath } from "@/store/endpoints";
import { useNodeRun } from "@/store/useRun";
import { useNode } from "@/store/useWorkflow";
import { ItemsSummary } from "./ItemsSummary";
import { NodeError } from "./NodeError";
import { NodeFooter } from "./NodeFooter";
import { NodeFrame } from "./NodeFrame";

/** Pictures that a model makes, and what they took. */
export function ImageGenerateNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  if (node === undefined) return null;
  const pictures = toList(run.output?.image).filter(isAssetRef);
  return (
    <NodeFrame node={node} selected={selected} footer={<NodeFooter run={run} />}>
      <div className="flex flex-1 flex-col gap-2 px-3 pt-2.5 pb-3">
        {run.items !== undefined && <ItemsSummary nodeId={id} items={run.items} />}
        <div className="grid grid-cols-2 gap-2">
          {pictures.map((picture) => (
            // biome-ignore lint/performance/noImgElement: an asset of our own server; the image optimizer is off
            <img
              key={picture.asset}
              src={assetPath(picture)}
              alt={words.outputNode.imageAlt}
              draggable={false}
              className="w-full rounded-control object-contain"
            />
          ))}
        </div>
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}
