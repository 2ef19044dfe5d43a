import { FileAnswer } from "@/components/inputs/FileAnswer";
import { night as words } from "@/components/messages/night";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { NamedInput } from "@/lib/nodes/namedInputs";
import { assetRefSchema, type Value } from "@/types/run";

interface NightInputProps {
  input: NamedInput;
  value: Value | undefined;
  isLacking: boolean;
  /** Undefined: what the document has. */
  onGive: (value: Value | undefined) => void;
}

/** What a run is given for one input of its workflow. */
export function NightInput(props: NightInputProps) {
  const { input, isLacking } = props;
  const isButton = input.kind === "choice" || input.kind === "picture" || input.kind === "file";
  return (
    <Field
      label={input.title}
      hint={input.hint}
      control={isButton ? "button" : "input"}
      error={isLacking ? words.queue.needed : undefined}
    >
      <Answer {...props} />
    </Field>
  );
}

function Answer({ input, value, onGive }: NightInputProps) {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const usual = typeof input.default === "string" || typeof input.default === "number" ? String(input.default) : "";
  switch (input.kind) {
    case "picture":
    case "file": {
      const asset = assetRefSchema.safeParse(value).data;
      return (
        <FileAnswer
          isPicture={input.kind === "picture"}
          given={asset && { asset, fileName: asset.name }}
          onGive={(given) => onGive("asset" in given ? withName(given) : undefined)}
        />
      );
    }
    case "choice": {
      const options = (input.options ?? []).map((option) => ({ value: option, label: option }));
      return <Select value={text || usual} onChange={(next) => onGive(next)} options={options} />;
    }
    case "number":
      return (
        <TextInput
          inputMode="decimal"
          value={text}
          placeholder={usual}
          onChange={({ target }) => onGive(target.value)}
        />
      );
    case "text":
      return <TextInput value={text} placeholder={usual} onChange={({ target }) => onGive(target.value)} />;
    default:
      return <TextArea rows={3} value={text} placeholder={usual} onChange={({ target }) => onGive(target.value)} />;
  }
}

function withName({ asset, fileName }: { asset: { asset: string; mime: string; bytes: number }; fileName?: string }) {
  return fileName === undefined ? asset : { ...asset, name: fileName };
}
