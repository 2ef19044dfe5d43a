import { memo } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { hasSame } from "@/components/nodes/hasSame";
import { Field } from "@/components/ui/Field";
import { Switch } from "@/components/ui/Switch";
import { type MapSettings, mapSettingsOf } from "@/lib/nodes/mapSettings";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { NumberField } from "./NumberField";

interface Props {
  node: WorkflowNode;
  /** Always the same ones for one node. */
  fields: readonly (keyof MapSettings)[];
}

/** How a node runs when lists arrive. `fields` are those that its kind has. */
export const MapFields = memo(
  function MapFields({ node, fields }: Props) {
    const { cross = false, maxParallel } = mapSettingsOf(node.data);
    const change = (next: MapSettings) => workflowActions().updateNodeData(node.id, next);
    return (
      <section aria-label={words.lists} className="flex flex-col gap-4 border-line border-t pt-3.5">
        <h3 className="-mb-1 font-medium text-ink-2">{words.lists}</h3>
        {fields.includes("cross") && (
          <Field label={words.cross} hint={words.crossHint} control="button">
            <Switch checked={cross} onChange={(next) => change({ cross: next || undefined })} />
          </Field>
        )}
        {fields.includes("maxParallel") && (
          <MaxParallelField label={words.maxParallel} value={maxParallel} onChange={change} />
        )}
      </section>
    );
  },
  hasSame("cross", "maxParallel"),
);

/** How many calls of one node may run at once; the account's own limit stands anyway. */
export function MaxParallelField(props: {
  label: string;
  value: number | undefined;
  onChange: (change: MapSettings) => void;
}) {
  return (
    <NumberField
      label={props.label}
      value={props.value}
      placeholder={words.maxParallelDefault}
      problem={words.wholeNumberWrong}
      isValid={(value) => Number.isSafeInteger(value) && value > 0}
      onChange={(maxParallel) => props.onChange({ maxParallel })}
    />
  );
}
