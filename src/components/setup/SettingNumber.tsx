import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { updateSettings } from "@/components/hooks/useSettings";
import { Field, TextInput } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import type { Settings } from "@/types/api";

/** An optional number of the settings; empty is the default. Saved when the field is left: half a number could delete much. */
export function SettingNumber({
  label,
  hint,
  value,
  placeholder,
  problem,
  least,
  locked,
  toChange,
}: {
  label: string;
  hint?: string;
  value: number | undefined;
  placeholder: string;
  problem: string;
  /** The smallest number that may be entered. */
  least: number;
  /** Why it cannot be changed. */
  locked?: string;
  toChange: (value: number | undefined) => Partial<Settings>;
}) {
  const [draft, setDraft] = useState<string>();
  const next = draft === undefined || draft.trim() === "" ? undefined : Number(draft);
  const isWrong = next !== undefined && !(Number.isSafeInteger(next) && next >= least);
  const save = async () => {
    if (draft === undefined || isWrong) return;
    try {
      if (next !== value) await updateSettings(toChange(next));
      setDraft(undefined);
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  return (
    <Field label={label} hint={locked ?? hint} error={isWrong ? problem : undefined} className="max-w-[520px]">
      <TextInput
        disabled={locked !== undefined}
        inputMode="numeric"
        value={draft ?? value?.toString() ?? ""}
        placeholder={placeholder}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Enter" && save()}
      />
    </Field>
  );
}
