import { textOf } from "@/components/nodes/nodeData";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { workflowActions } from "@/store/useWorkflow";
import { imageProviderIds } from "@/types/images";
import { providerNames } from "@/types/providerTable";
import type { WorkflowNode } from "@/types/workflow";

const options = imageProviderIds.map((value) => ({ value, label: providerNames[value] }));

/** Who makes the pictures. */
export function ImageGenerateFields({ node }: { node: WorkflowNode }) {
  return (
    <Field label="Runs on">
      <Select
        aria-label="Runs on"
        value={textOf(node, "provider")}
        options={options}
        onChange={(provider) =>
          workflowActions().updateNodeData(node.id, { provider, account: undefined, model: undefined })
        }
      />
    </Field>
  );
}
