import { useMemo, useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { changeTrigger, createTrigger } from "@/components/hooks/useTriggers";
import { triggers } from "@/components/messages/triggers";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { saveNow } from "@/store/session";
import { useWorkflow } from "@/store/useWorkflow";
import type { MadeTrigger, TriggerView } from "@/types/triggers";
import { InputFields } from "./InputFields";
import { ScheduleFields } from "./ScheduleFields";
import { formOf, lackingOf, type TriggerForm, toCreate, toPatch } from "./triggerForm";

const words = triggers.form;

interface FormViewProps {
  /** A new one of a kind, or one that is changed. */
  of: TriggerForm["kind"] | TriggerView;
  onMade: (made: MadeTrigger) => void;
  onBack: () => void;
}

/** What a schedule or a hook is. */
export function TriggerFormView({ of, onMade, onBack }: FormViewProps) {
  const [form, setForm] = useState(() => formOf(of, Intl.DateTimeFormat().resolvedOptions().timeZone));
  const workflow = useWorkflow((state) => state.workflow);
  const named = useMemo(() => (workflow === null ? [] : namedInputsOf(workflow)), [workflow]);
  const change = (part: Partial<TriggerForm>) => setForm({ ...form, ...part });
  const isNew = typeof of === "string";
  const [isTried, setTried] = useState(false);
  const lacking = lackingOf(form, named, isNew ? undefined : of);
  const { submit, isBusy, error } = useSubmit(async () => {
    setTried(true);
    if (lacking.length > 0) return;
    // What it starts is what is saved.
    await saveNow();
    const made = await sendForm(form, of, workflow?.id ?? "");
    if (made !== undefined) onMade(made);
  });
  const isWhole = toCreate(form, workflow?.id ?? "") !== undefined;
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label={words.name} hint={words.nameHint}>
        <TextInput
          value={form.name}
          maxLength={80}
          autoFocus
          autoComplete="off"
          data-1p-ignore
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      {form.kind === "schedule" && <ScheduleFields form={form} onChange={change} />}
      <InputFields
        named={named}
        title={form.kind === "hook" ? words.hookInputs : words.inputs}
        values={form.inputs}
        lacking={isTried ? lacking : []}
        onChange={(inputs) => change({ inputs })}
      />
      <Field label={words.notify} hint={words.notifyHint}>
        <TextInput
          type="url"
          value={form.notify}
          autoComplete="off"
          onChange={(event) => change({ notify: event.target.value })}
        />
      </Field>
      {error !== undefined && <ErrorNote error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>{words.back}</Button>
        <Button type="submit" variant="primary" busy={isBusy} disabled={!isWhole}>
          {isNew ? words.make : words.save}
        </Button>
      </div>
    </form>
  );
}

async function sendForm(
  form: TriggerForm,
  of: FormViewProps["of"],
  workflow: string,
): Promise<MadeTrigger | undefined> {
  if (typeof of === "string") {
    const wanted = toCreate(form, workflow);
    return wanted && createTrigger(wanted);
  }
  const patch = toPatch(form, of);
  return patch && changeTrigger(of.id, patch);
}
