import type { NodeProps } from "@xyflow/react";
import { messageOf } from "@/components/ErrorNote";
import { nodes as words } from "@/components/messages/nodes";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { isRecord, toText } from "@/lib/nodes/values";
import type { ItemRun } from "@/store/runItems";
import { useNodeRun } from "@/store/useRun";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { own } from "@/types/own";
import type { WorkflowNode } from "@/types/workflow";
import { BrokenNode } from "./BrokenNode";
import { ConnectHint } from "./ConnectHint";
import { ItemsSummary } from "./ItemsSummary";
import { ModelChip } from "./ModelChip";
import { NodeError } from "./NodeError";
import { isHinted } from "./NodeFailure";
import { NodeFooter } from "./NodeFooter";
import { NodeFrame } from "./NodeFrame";
import { type LlmData, useLlmNode } from "./useLlmNode";

/** The same prompt to several models or settings, side by side. */
export function CompareNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const run = useNodeRun(id);
  if (node === undefined) return null;
  const variants = variantsOf(node);
  if (variants === undefined) return <BrokenNode node={node} selected={selected} />;
  return (
    <NodeFrame node={node} selected={selected} footer={<NodeFooter nodeId={id} />}>
      <div className="flex flex-1 flex-col gap-1.5 px-3 pt-2.5 pb-3">
        {variants.length === 0 && <p className="text-ink-3">{words.compare.empty}</p>}
        {variants.map((variant, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a variant has no name of its own, its place is who it is
          <div key={index} className="flex flex-col gap-1 not-last:mb-1.5">
            <Variant nodeId={id} variants={variants} index={index} variant={variant} item={run.items?.[index]} />
          </div>
        ))}
        {run.items !== undefined && <ItemsSummary nodeId={id} items={run.items} />}
        <NodeError nodeId={id} run={run} />
      </div>
    </NodeFrame>
  );
}

interface VariantProps {
  nodeId: string;
  variants: LlmData[];
  index: number;
  variant: LlmData;
  item: ItemRun | undefined;
}

function Variant({ nodeId, variants, index, variant, item }: VariantProps) {
  const view = useLlmNode(variant);
  const change = (next: Partial<LlmData>) =>
    workflowActions().updateNodeData(nodeId, { variants: variants.with(index, { ...variant, ...next }) });
  return (
    <>
      <ModelChip view={view} onChange={change} />
      <ConnectHint view={view} nodeId={nodeId} />
      {!isHinted(view.connection, item?.error) && <VariantAnswer item={item} variant={variant} />}
    </>
  );
}

/** The beginning of what a variant answered; nothing of an answer that another model gave in its place. */
function VariantAnswer({ item, variant }: { item: ItemRun | undefined; variant: LlmData }) {
  if (item === undefined) return null;
  if (item.error !== undefined) return <p className="line-clamp-2 text-error text-xs">{messageOf(item.error)}</p>;
  const answer = item.output?.results;
  if (answer === undefined) return <Beginning text={item.text || item.reasoning || ""} />;
  if (!isRecord(answer) || own(answer, "model") !== variant.model) return null;
  return <Beginning text={toText(own(answer, "text") ?? "")} />;
}

/** In characters: more than two lines hold. */
const BEGINNING = 200;

function Beginning({ text }: { text: string }) {
  return text === "" ? null : (
    <p className="wrap-anywhere line-clamp-2 text-ink-2 text-xs">{text.slice(0, BEGINNING)}</p>
  );
}

/** The variants of a compare node; undefined when a file from elsewhere holds something that does not fit. */
export function variantsOf(node: WorkflowNode): LlmData[] | undefined {
  return nodeKinds.compare.schema.safeParse(node.data).data?.variants;
}
