import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Field } from "@/components/ui/Field";
import { Switch } from "@/components/ui/Switch";
import type { ChangeLlm } from "./changeLlm";

/** Whether the model tells of its thinking. What an earlier model could do can still be switched off. */
export function SummaryField({ view: { data, model }, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  if (model === undefined) return null;
  const isOn = data.reasoningSummary === true;
  const can = model.supports.reasoningSummary;
  return (
    <Field
      label={words.summary}
      control="button"
      hint={can ? words.summaryHint : (model.reasons?.reasoningSummary ?? words.notHere)}
    >
      <Switch
        checked={isOn}
        disabled={!can && !isOn}
        onChange={(next) => onChange({ reasoningSummary: next || undefined })}
      />
    </Field>
  );
}
