import { listText } from "@/components/language/locale";
import { triggers } from "@/components/messages/triggers";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { NamedInput } from "@/lib/nodes/namedInputs";
import { toText } from "@/lib/nodes/values";
import { partsOf } from "./triggerForm";

const words = triggers.form;

interface Props {
  named: readonly NamedInput[];
  title: string;
  values: Record<string, string>;
  /** Names of what has to be written still. */
  lacking: readonly string[];
  onChange: (values: Record<string, string>) => void;
}

/** What the runs of a trigger are given by name; nothing where the workflow asks for nothing. */
export function InputFields({ named, title, values, lacking, onChange }: Props) {
  const { written, files } = partsOf(named);
  if (named.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-3 rounded-card border border-line px-3.5 pt-2 pb-3.5">
      <legend className="px-1 font-medium text-ink-2 text-sm">{title}</legend>
      {written.length > 0 && <p className="text-ink-3 text-xs">{words.inputsHint}</p>}
      {written.map((input) => (
        <Field
          key={input.name}
          label={input.title}
          hint={input.hint}
          error={lacking.includes(input.name) ? words.needed : undefined}
          control={input.kind === "choice" ? "button" : "input"}
        >
          <InputControl
            input={input}
            value={values[input.name] ?? ""}
            onChange={(value) => onChange({ ...values, [input.name]: value })}
          />
        </Field>
      ))}
      {files.length > 0 && (
        <p className="text-ink-3 text-xs">{words.filesStay(listText(files.map((file) => file.title)))}</p>
      )}
    </fieldset>
  );
}

/** What Select cannot say by an empty value. */
const NONE = " ";

interface ControlProps {
  input: NamedInput;
  value: string;
  onChange: (value: string) => void;
}

function InputControl({ input, value, onChange }: ControlProps) {
  const { kind, options = [] } = input;
  const standing = input.default === undefined ? undefined : toText(input.default).split("\n", 1)[0];
  if (kind === "choice") {
    return (
      <Select
        value={value === "" ? NONE : value}
        onChange={(chosen) => onChange(chosen === NONE ? "" : chosen)}
        options={[
          { value: NONE, label: standing ?? "–" },
          ...options.map((option) => ({ value: option, label: option })),
        ]}
      />
    );
  }
  if (kind === "text" || kind === "number") {
    return (
      <TextInput
        inputMode={kind === "number" ? "decimal" : undefined}
        value={value}
        placeholder={standing}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return <TextArea rows={3} value={value} placeholder={standing} onChange={(event) => onChange(event.target.value)} />;
}
