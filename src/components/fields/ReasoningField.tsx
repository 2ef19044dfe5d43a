import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Select } from "@/components/ui/Select";
import type { ChangeLlm } from "./changeLlm";

/** More than these do not fit side by side without cutting their names. */
const MAX_SEGMENTS = 4;

/** How long the model thinks, as far as it lets one choose. */
export function ReasoningField({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const { model, data } = view;
  const efforts = model?.reasoningEfforts ?? [];
  if (efforts.length === 0) return null;
  const value = data.reasoningEffort ?? model?.defaultReasoningEffort ?? null;
  const toOption = (effort: string) => ({
    value: effort,
    label: effort,
    detail: effort === model?.defaultReasoningEffort ? words.reasoningDefault : undefined,
  });
  const choose = (reasoningEffort: string) => onChange({ reasoningEffort });
  return (
    <Field label={words.reasoning} control="button">
      {efforts.length > MAX_SEGMENTS ? (
        <Select value={value} options={efforts.map(toOption)} onChange={choose} />
      ) : (
        <SegmentedControl value={value} segments={efforts.map(toOption)} onChange={choose} />
      )}
    </Field>
  );
}
