"use client";
import { setup } from "@/components/messages/setup";
import { Field, TextInput } from "@/components/ui/Field";

const words = setup.keys;

/** Where calls with a key go, for those who have a gateway of their own: out of the way of all others. */
export function BaseUrlField({
  value,
  placeholder,
  isSaved,
  onChange,
}: {
  value: string;
  placeholder: string;
  /** A key is stored with an address of its own. */
  isSaved: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <details open={isSaved} className="mt-1.5">
      <summary className="w-fit cursor-pointer text-ink-3 text-xs hover:text-ink-2">{words.advanced}</summary>
      <Field label={words.baseUrl} hint={words.baseUrlHint} className="mt-1.5">
        <TextInput
          type="url"
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
        />
      </Field>
    </details>
  );
}
