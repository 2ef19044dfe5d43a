import { type FormEvent, useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { people as messages } from "@/components/messages/people";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { toast } from "@/components/ui/toast";
import { changePerson, type ListedPerson } from "@/store/people";
import type { ErrorBody } from "@/types/errors";
import { newPasswordSchema } from "@/types/people";
import { NewPasswordField } from "./NewPasswordField";
import { suggestPassword } from "./suggestPassword";

const words = messages.reset;

/** A new password for somebody who forgot theirs. */
export function ResetDialog({ person, onClose }: { person: ListedPerson; onClose: () => void }) {
  const [password, setPassword] = useState(suggestPassword);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<ErrorBody>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setError(undefined);
    try {
      await changePerson(person.id, { password });
      toast.success(words.done(person.name));
      onClose();
    } catch (failure) {
      setError(toShownError(failure));
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(person.name)}
      description={words.text}
      width="sm"
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <NewPasswordField label={words.password} value={password} onChange={setPassword} />
        {error !== undefined && <ErrorNote error={error} />}
        <Button
          type="submit"
          variant="primary"
          className="self-end"
          busy={isBusy}
          disabled={!newPasswordSchema.safeParse(password).success}
        >
          {words.save}
        </Button>
      </form>
    </Dialog>
  );
}
