import { nodes as nodeWords } from "@/components/messages/nodes";
import { scores as words } from "@/components/messages/scores";
import { useIsInputWired } from "@/components/nodes/useIsInputWired";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Switch } from "@/components/ui/Switch";
import { SIMILAR_PASS } from "@/lib/nodes/scores/scoreSettings";
import { NumberField } from "./NumberField";
import type { ScoreFieldsProps } from "./ScoreSettings";

/** What a value is compared with, and how strictly. */
export function ExpectedFields({ nodeId, data, onChange }: ScoreFieldsProps) {
  const { method, expected } = data;
  const isWired = useIsInputWired(nodeId, "reference");
  const hint = isWired ? words.referenceWired : words.orWire;
  const change = (text: string) => onChange({ expected: text === "" ? undefined : text });
  return (
    <>
      {method === "matches" ? (
        <Field label={words.pattern} hint={hint}>
          <TextInput
            mono
            value={expected ?? ""}
            placeholder={nodeWords.condition.patternPlaceholder}
            onChange={(event) => change(event.target.value)}
          />
        </Field>
      ) : (
        <Field label={words.expected} hint={hint}>
          <TextArea
            rows={3}
            value={expected ?? ""}
            placeholder={words.expectedPlaceholder}
            onChange={(event) => change(event.target.value)}
          />
        </Field>
      )}
      {method === "contains" && <SeveralField data={data} onChange={onChange} />}
      {method === "equals" && <EqualsFields data={data} onChange={onChange} />}
      {(method === "contains" || (method === "equals" && data.asJson !== true)) && (
        <Field label={words.ignoreCase} control="button">
          <Switch checked={data.ignoreCase === true} onChange={(next) => onChange({ ignoreCase: next || undefined })} />
        </Field>
      )}
    </>
  );
}

type FieldProps = Omit<ScoreFieldsProps, "nodeId">;

function EqualsFields({ data, onChange }: FieldProps) {
  return (
    <>
      <Field label={words.asJson} hint={words.asJsonHint} control="button">
        <Switch checked={data.asJson === true} onChange={(next) => onChange({ asJson: next || undefined })} />
      </Field>
      {data.asJson !== true && (
        <Field label={words.ignoreSpace} control="button">
          <Switch
            checked={data.ignoreSpace === true}
            onChange={(next) => onChange({ ignoreSpace: next || undefined })}
          />
        </Field>
      )}
    </>
  );
}

function SeveralField({ data, onChange }: FieldProps) {
  const { one, all, any } = words.several;
  return (
    <Field label={words.find} control="button">
      <SegmentedControl
        value={data.several ?? "one"}
        segments={[
          { value: "one", label: one },
          { value: "all", label: all },
          { value: "any", label: any },
        ]}
        onChange={(next) => onChange({ several: next === "one" ? undefined : next })}
      />
    </Field>
  );
}

export function RangeFields({ data, onChange }: FieldProps) {
  const common = { placeholder: words.open, problem: words.numberWrong, isValid: Number.isFinite };
  return (
    <div className="grid grid-cols-2 gap-3">
      <NumberField label={words.min} value={data.min} {...common} onChange={(min) => onChange({ min })} />
      <NumberField label={words.max} value={data.max} {...common} onChange={(max) => onChange({ max })} />
    </div>
  );
}

export function SimilarField({ data, onChange }: FieldProps) {
  return (
    <NumberField
      label={words.passAt}
      value={data.passAt}
      placeholder={String(SIMILAR_PASS)}
      problem={words.shareWrong}
      isValid={(value) => value >= 0 && value <= 1}
      onChange={(passAt) => onChange({ passAt })}
    />
  );
}
