import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { putSecret } from "@/components/hooks/useSecrets";
import { useSubmit } from "@/components/hooks/useSubmit";
import { secrets } from "@/components/messages/secrets";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import { putSecretSchema, type SecretView, secretNameSchema } from "@/types/secrets";

const words = secrets.form;

/** Takes a value with the addresses it may go to, a new one for a secret that is there already. */
export function SecretDialog({ secret, onClose }: { secret?: SecretView | undefined; onClose: () => void }) {
  const [name, setName] = useState(secret?.name ?? "");
  const [value, setValue] = useState("");
  const [lines, setLines] = useState(secret?.origins.join("\n") ?? "");
  const isNamed = secretNameSchema.safeParse(name).success;
  const origins = lines.split("\n").filter((line) => line.trim() !== "");
  const hasOrigins = putSecretSchema.shape.origins.safeParse(origins).success;
  const wanted = putSecretSchema.safeParse({ value, origins }).data;
  const { submit, isBusy, error } = useSubmit(async () => {
    if (wanted === undefined || !isNamed) return;
    await putSecret(name, wanted);
    toast(secrets.isSet(name));
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={secret === undefined ? words.title : words.titleOf(secret.name)}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {secret === undefined && (
          <Field label={words.name} hint={words.nameHint} error={name !== "" && !isNamed ? words.nameWrong : undefined}>
            <TextInput
              mono
              value={name}
              autoComplete="off"
              data-1p-ignore
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
        )}
        <Field label={words.value} hint={words.valueHint}>
          <TextInput
            type="password"
            value={value}
            autoComplete="new-password"
            onChange={(event) => setValue(event.target.value)}
          />
        </Field>
        <Field
          label={words.origins}
          hint={words.originsHint}
          error={origins.length > 0 && !hasOrigins ? words.originsWrong : undefined}
        >
          <TextArea mono rows={3} spellCheck={false} value={lines} onChange={(event) => setLines(event.target.value)} />
        </Field>
        {error !== undefined && <ErrorNote error={error} />}
        <Button
          type="submit"
          variant="primary"
          className="self-end"
          busy={isBusy}
          disabled={wanted === undefined || !isNamed}
        >
          {words.save}
        </Button>
      </form>
    </Dialog>
  );
}
