import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { people as messages } from "@/components/messages/people";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextInput } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import { changePassword } from "@/store/people";
import { newPasswordSchema } from "@/types/people";

const words = messages.password;

/** One's own password. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { submit, isBusy, error } = useSubmit(async () => {
    await changePassword({ current, password: next });
    toast.success(words.changed);
    onClose();
  });
  const isWrong = error?.details?.reason === "wrong_password";
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={words.title} description={words.text} width="sm">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.current} error={isWrong ? words.wrong : undefined}>
          <TextInput
            type="password"
            autoComplete="current-password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        </Field>
        <Field label={words.next} hint={words.nextHint}>
          <TextInput
            type="password"
            autoComplete="new-password"
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        </Field>
        {error !== undefined && !isWrong && <ErrorNote error={error} />}
        <Button
          type="submit"
          variant="primary"
          className="self-end"
          busy={isBusy}
          disabled={current === "" || !newPasswordSchema.safeParse(next).success}
        >
          {words.save}
        </Button>
      </form>
    </Dialog>
  );
}
