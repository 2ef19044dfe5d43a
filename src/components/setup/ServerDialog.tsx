"use client";
import { useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { addServer, patchServer } from "@/components/hooks/useServers";
import { useSubmit } from "@/components/hooks/useSubmit";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { toast } from "@/components/ui/toast";
import { AppError } from "@/types/errors";
import { type ServerView, serverPresets } from "@/types/servers";
import { ServerFields } from "./ServerFields";
import { emptyForm, formOf, type ServerForm, toCreate, toPatch } from "./serverForm";

const words = setup.servers;
const OTHER = "other";

/** Adds a server, or changes one. Secrets that were entered never come back. */
export function ServerDialog({ server, onClose }: { server: ServerView | undefined; onClose: () => void }) {
  const [form, setForm] = useState(server === undefined ? emptyForm : formOf(server));
  const [preset, setPreset] = useState(OTHER);
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const chosen = serverPresets.find(({ id }) => id === preset);

  const choose = (id: string) => {
    setPreset(id);
    const next = serverPresets.find((one) => one.id === id);
    if (next !== undefined) change({ name: next.name, baseUrl: next.baseUrl });
  };
  const { submit, isBusy, error } = useSubmit(async () => {
    const entered = server === undefined ? creating(form) : changing(form, server);
    if ("problem" in entered) throw new AppError("invalid_request", entered.problem);
    await entered.save();
    toast.success(words.saved(form.name.trim()));
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={server === undefined ? words.add : words.editTitle(server.name)}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {server === undefined && (
          <Field label={words.preset} control="button" hint={chosen?.hint}>
            <Select
              value={preset}
              options={[
                { value: OTHER, label: words.other },
                ...serverPresets.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={choose}
            />
          </Field>
        )}
        <ServerFields form={form} change={change} server={server} isKeyRequired={chosen?.key === "required"} />
        {error && <ErrorNote error={error} />}
        <div className="flex justify-end gap-2">
          <Button type="button" variant="ghost" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" variant="primary" busy={isBusy}>
            {words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What is wrong with the form, or how it is sent. */
type Ready = { problem: string } | { save: () => Promise<void> };

function creating(form: ServerForm): Ready {
  const entered = toCreate(form);
  return "problem" in entered ? entered : { save: () => addServer(entered.value) };
}

function changing(form: ServerForm, server: ServerView): Ready {
  const entered = toPatch(form, server);
  return "problem" in entered ? entered : { save: () => patchServer(server.id, entered.value) };
}
