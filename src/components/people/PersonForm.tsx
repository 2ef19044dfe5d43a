import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { refreshPeople } from "@/components/hooks/usePeople";
import { useSubmit } from "@/components/hooks/useSubmit";
import { people as messages } from "@/components/messages/people";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { toast } from "@/components/ui/toast";
import { addPerson } from "@/store/people";
import { newPasswordSchema, personNameSchema, type Role } from "@/types/people";
import { NewPasswordField } from "./NewPasswordField";
import { roleOptions } from "./roleOptions";
import { suggestPassword } from "./suggestPassword";

const words = messages.add;

/** Adds somebody who signs in with a password. */
export function PersonForm({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("editor");
  const [password, setPassword] = useState(suggestPassword);
  const entered = personNameSchema.safeParse(name);
  const { submit, isBusy, error } = useSubmit(async () => {
    if (!entered.success) return;
    await addPerson({ name: entered.data, password, role });
    await refreshPeople();
    toast.success(words.added(entered.data));
    onClose();
  });
  const isTaken = error?.code === "conflict";
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={words.title} width="sm">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.name} hint={words.nameHint} error={isTaken ? error.message : undefined}>
          <TextInput
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            data-1p-ignore
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Field label={words.role} control="button">
          <Select value={role} options={roleOptions()} onChange={setRole} />
        </Field>
        <NewPasswordField label={words.password} value={password} onChange={setPassword} />
        {error !== undefined && !isTaken && <ErrorNote error={error} />}
        <Button
          type="submit"
          variant="primary"
          className="self-end"
          busy={isBusy}
          disabled={!entered.success || !newPasswordSchema.safeParse(password).success}
        >
          {words.save}
        </Button>
      </form>
    </Dialog>
  );
}
