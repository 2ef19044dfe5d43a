import { CopyTextButton, type CopyTextButtonProps } from "@/components/nodes/CopyTextButton";
import { Field, TextInput } from "@/components/ui/Field";

interface CopiedFieldProps {
  label: string;
  text: string;
  copy: Omit<CopyTextButtonProps, "text">;
  /** Has the focus when it is shown. */
  isFirst?: boolean;
}

/** A text that is taken elsewhere, and the button that copies it. */
export function CopiedField({ label, text, copy, isFirst }: CopiedFieldProps) {
  return (
    <Field label={label}>
      <span className="flex items-center gap-2">
        <TextInput
          mono
          readOnly
          autoFocus={isFirst}
          value={text}
          data-1p-ignore
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyTextButton {...copy} text={text} />
      </span>
    </Field>
  );
}
