import { Copy, RefreshCw } from "lucide-react";
import { people as messages } from "@/components/messages/people";
import { Field, TextInput } from "@/components/ui/Field";
import { IconButton } from "@/components/ui/IconButton";
import { toast } from "@/components/ui/toast";
import { suggestPassword } from "./suggestPassword";

const words = messages.add;

/** A password that is given to somebody else: it is seen here, and nowhere later. */
export function NewPasswordField(props: {
  label: string;
  value: string;
  error?: string;
  onChange: (value: string) => void;
}) {
  const { label, value, error, onChange } = props;
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    toast.success(words.copied);
  };
  return (
    <Field label={label} hint={words.passwordHint} error={error}>
      <span className="flex items-center gap-1.5">
        <TextInput
          mono
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <IconButton label={words.suggest} icon={RefreshCw} onClick={() => onChange(suggestPassword())} />
        <IconButton label={words.copy} icon={Copy} onClick={() => void copy()} />
      </span>
    </Field>
  );
}
