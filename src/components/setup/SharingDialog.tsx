"use client";
import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { changeSharing, type Shared } from "@/components/hooks/changeSharing";
import { usePeople } from "@/components/hooks/usePeople";
import { useSubmit } from "@/components/hooks/useSubmit";
import { sharing as words } from "@/components/messages/sharing";
import { Button } from "@/components/ui/Button";
import { CheckLine, toggled } from "@/components/ui/CheckLine";
import { Dialog } from "@/components/ui/Dialog";
import { Field, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { toast } from "@/components/ui/toast";
import { type Sharing, sharingSchema } from "@/types/sharing";

type Who = "everyone" | "admins" | "some";

export function SharingDialog({
  what,
  name,
  sharing,
  onClose,
}: {
  what: Shared;
  name: string;
  sharing: Sharing;
  onClose: () => void;
}) {
  const { sharedWith, share } = sharing;
  const [who, setWho] = useState<Who>(Array.isArray(sharedWith) ? "some" : sharedWith);
  const [chosen, setChosen] = useState<readonly string[]>(Array.isArray(sharedWith) ? sharedWith : []);
  const [calls, setCalls] = useState(share === null ? "" : String(share.callsPerDay));
  const wanted = sharingSchema.safeParse({
    sharedWith: who === "some" ? chosen : who,
    share: calls.trim() === "" ? null : { callsPerDay: Number(calls) },
  });
  const { submit, isBusy, error } = useSubmit(async () => {
    if (!wanted.success) return;
    await changeSharing(what, wanted.data);
    toast.success(words.saved(name));
    onClose();
  });
  const whoOptions = (["everyone", "admins", "some"] as const).map((value) => ({ value, label: words[value] }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(name)}
      description={words.text}
      width="sm"
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={words.sharedWith} control="button">
          <Select value={who} options={whoOptions} onChange={setWho} />
        </Field>
        {who === "some" && <PeopleChoice chosen={chosen} onChange={setChosen} />}
        <Field label={words.callsPerDay} hint={words.callsHint} error={wanted.success ? undefined : words.callsWrong}>
          <TextInput inputMode="numeric" value={calls} onChange={(event) => setCalls(event.target.value)} />
        </Field>
        {error !== undefined && <ErrorNote error={error} />}
        <Button type="submit" variant="primary" className="self-end" busy={isBusy} disabled={!wanted.success}>
          {words.save}
        </Button>
      </form>
    </Dialog>
  );
}

/** Everybody but admins, who may anyway. */
function PeopleChoice({
  chosen,
  onChange,
}: {
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}) {
  const { people = [] } = usePeople();
  return (
    <fieldset className="flex max-h-60 flex-col gap-1.5 overflow-y-auto">
      <legend className="mb-1.5 font-medium text-ink-2 text-sm">{words.people}</legend>
      {people
        .filter(({ role, disabled }) => role !== "admin" && !disabled)
        .map(({ id, name }) => (
          <CheckLine
            key={id}
            label={name}
            checked={chosen.includes(id)}
            onChange={(isOn) => onChange(toggled(chosen, id, isOn))}
          />
        ))}
    </fieldset>
  );
}
