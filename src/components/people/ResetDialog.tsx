import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { people as messages } from "@/components/messages/people";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { toast } from "@/components/ui/toast";
import { changePerson, type ListedPerson } from "@/store/people";
import { newPasswordSchema } from "@/types/people";
import { NewPasswordField } from "./NewPasswordField";
import { suggestPassword } from "./suggestPassword";

const words = messages.reset;

/** A new password for somebody who forgot theirs. */
export function ResetDialog({ person, onClose }: { person: ListedPerson; onClose: () => void }) {
  const [password, setPassword] = useState(suggestPassword);
  const { submit, isBusy, error } = useSubmit(async () => {
    await changePerson(person.id, { password });
    toast.success(words.done(person.name));
    onClose();
  });
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
