import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { createAccessKey } from "@/components/hooks/useAccessKeys";
import { useSubmit } from "@/components/hooks/useSubmit";
import { access } from "@/components/messages/access";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextInput } from "@/components/ui/Field";
import type { CreatedAccessKey } from "@/types/access";
import { AccountChoice } from "./AccountChoice";
import { EndingChoice } from "./EndingChoice";
import { emptyForm, toCreate } from "./keyForm";
import { NewKeyShown } from "./NewKeyShown";
import { ScopeChoice } from "./ScopeChoice";

const words = access.form;

/** Makes a key, and shows it this once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<CreatedAccessKey>();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made === undefined ? words.title : access.shown.title(made.name)}
    >
      {made === undefined ? (
        <NewKeyForm onMade={setMade} />
      ) : (
        <NewKeyShown secret={made.key} scopes={made.scopes} onDone={onClose} />
      )}
    </Dialog>
  );
}

function NewKeyForm({ onMade }: { onMade: (made: CreatedAccessKey) => void }) {
  const [form, setForm] = useState(emptyForm);
  const wanted = toCreate(form);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const { submit, isBusy, error } = useSubmit(async () => {
    if (wanted !== undefined) onMade(await createAccessKey(wanted));
  });
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={words.name} hint={words.nameHint}>
        <TextInput
          value={form.name}
          maxLength={80}
          autoComplete="off"
          data-1p-ignore
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <ScopeChoice chosen={form.scopes} onChange={(scopes) => change({ scopes })} />
      <AccountChoice scopes={form.scopes} chosen={form.accounts} onChange={(accounts) => change({ accounts })} />
      <EndingChoice ending={form.ending} day={form.day} onChange={change} />
      {error !== undefined && <ErrorNote error={error} />}
      <Button type="submit" variant="primary" className="self-end" busy={isBusy} disabled={wanted === undefined}>
        {words.save}
      </Button>
    </form>
  );
}
