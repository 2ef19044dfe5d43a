import { Plus, Trash2 } from "lucide-react";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { variantsOf } from "@/components/nodes/CompareNode";
import type { LlmData } from "@/components/nodes/useLlmNode";
import { Button } from "@/components/ui/Button";
import { IconButton } from "@/components/ui/IconButton";
import { mapSettingsOf } from "@/lib/nodes/mapSettings";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { GenerateForm } from "./LlmFields";
import { MaxParallelField } from "./MapFields";

/** Every variant with all the settings of an LLM node. */
export function CompareFields({ node }: { node: WorkflowNode }) {
  const newData = useNewNodeData();
  const variants = variantsOf(node);
  if (variants === undefined) return <p className="text-error">{nodeWords.broken}</p>;
  const save = (next: LlmData[]) => workflowActions().updateNodeData(node.id, { variants: next });
  const add = () => {
    const fresh = { ...nodeKinds.llmGenerate.defaults(), ...newData("llmGenerate") };
    save([...variants, variants.at(-1) ?? fresh]);
  };
  return (
    <>
      {variants.map((variant, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a variant has no name of its own, its place is who it is
        <VariantSection key={index} nodeId={node.id} variants={variants} index={index} onSave={save} data={variant} />
      ))}
      <Button icon={Plus} onClick={add} className="self-start">
        {words.addVariant}
      </Button>
      <MaxParallelField
        label={words.variantsAtOnce}
        value={mapSettingsOf(node.data).maxParallel}
        onChange={(change) => workflowActions().updateNodeData(node.id, change)}
      />
    </>
  );
}

interface VariantProps {
  nodeId: string;
  variants: LlmData[];
  index: number;
  data: LlmData;
  onSave: (variants: LlmData[]) => void;
}

function VariantSection({ nodeId, variants, index, data, onSave }: VariantProps) {
  const name = words.variant(index + 1);
  return (
    <section aria-label={name} className="flex flex-col gap-4 border-line border-b pb-5">
      <div className="-mb-2 flex items-center justify-between">
        <h3 className="font-semibold">{name}</h3>
        <IconButton
          size="sm"
          icon={Trash2}
          label={words.removeVariant(index + 1)}
          onClick={() => onSave(variants.toSpliced(index, 1))}
        />
      </div>
      <GenerateForm
        nodeId={nodeId}
        data={data}
        variant={index}
        onChange={(change) => onSave(variants.with(index, { ...data, ...change }))}
      />
    </section>
  );
}
