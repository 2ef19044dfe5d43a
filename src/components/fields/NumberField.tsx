import { useState } from "react";
import { Field, TextInput } from "@/components/ui/Field";

/** An optional number; empty is the default. Only a valid one reaches the node. */
export function NumberField({
  label,
  value,
  placeholder,
  problem,
  isValid,
  onChange,
}: {
  label: string;
  value: number | undefined;
  placeholder: string;
  problem: string;
  isValid: (value: number) => boolean;
  onChange: (value: number | undefined) => void;
}) {
  const [draft, setDraft] = useState<string>();
  const isWrong = draft !== undefined && draft.trim() !== "" && !isValid(Number(draft));
  return (
    <Field label={label} error={isWrong ? problem : undefined}>
      <TextInput
        inputMode="decimal"
        value={draft ?? value?.toString() ?? ""}
        placeholder={placeholder}
        onChange={(event) => {
          const text = event.target.value;
          setDraft(text);
          if (text.trim() === "") onChange(undefined);
          else if (isValid(Number(text))) onChange(Number(text));
        }}
        onBlur={() => !isWrong && setDraft(undefined)}
      />
    </Field>
  );
}
