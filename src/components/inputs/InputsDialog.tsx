"use client";
import { Play } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useMemo, useRef, useState } from "react";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { inputs as words } from "@/components/messages/inputs";
import { BusyNote } from "@/components/runs/BusyNote";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Field } from "@/components/ui/Field";
import { Switch } from "@/components/ui/Switch";
import { answerInputs } from "@/store/runSession";
import type { InputQuestion } from "@/store/runStore";
import { useIsRunning } from "@/store/useRun";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { AskedFieldRow } from "./AskedFieldRow";
import { askedFields } from "./askedFields";
import { type Given, isAnswered, keepGiven, recallGiven, rememberGiven, toRunInputs } from "./givenValues";
import { useForgetSwept } from "./useForgetSwept";

/** Asks for what a run lacks and nothing else, and goes on with the run. */
export function InputsDialog({ asked }: { asked: InputQuestion }) {
  const workflow = useWorkflow((state) => state.workflow);
  return workflow && <Form key={workflow.id} asked={asked} workflow={workflow} />;
}

const FORM = "run-inputs";

function Form({ asked, workflow }: { asked: InputQuestion; workflow: Workflow }) {
  const fields = useMemo(() => askedFields(asked.missing, workflow.nodes), [asked, workflow.nodes]);
  const [given, setGiven] = useState(() => recallGiven(workflow.id, fields));
  const [isKept, setKept] = useState(false);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const give = (key: string, value: Given | undefined) =>
    setGiven(({ [key]: _, ...others }) => (value === undefined ? others : { ...others, [key]: value }));
  const isBusy = useIsRunning();
  useForgetSwept(given, (key) => give(key, undefined));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBusy) return;
    const lacking = fields.find((field) => !isAnswered(field, given[field.key]));
    if (lacking !== undefined) return void focusField(form.current, fields.indexOf(lacking));
    rememberGiven(workflow.id, fields, given);
    if (isKept) workflowActions().edit((document) => keepGiven(document, fields, given));
    void answerInputs(isKept ? {} : toRunInputs(fields, given));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && void answerInputs(null)}
      title={words.title}
      description={words.intro(fields.length)}
      footer={<Foot isKept={isKept} onKept={setKept} isBusy={isBusy} />}
    >
      <form id={FORM} ref={form} noValidate className="flex flex-col gap-4" onSubmit={submit} onKeyDown={submitByKeys}>
        {fields.map((field, place) => (
          <AskedFieldRow
            key={field.key}
            field={field}
            given={given[field.key]}
            isFirst={place === 0}
            isLacking={isTried && !isAnswered(field, given[field.key])}
            onGive={(value) => give(field.key, value)}
          />
        ))}
      </form>
    </Dialog>
  );
}

function focusField(form: HTMLFormElement | null, place: number): void {
  form?.querySelectorAll<HTMLElement>("[data-answer]")[place]?.focus();
}

/** Enter is a new line in a text of several. */
function submitByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}

function Foot(props: { isKept: boolean; onKept: (kept: boolean) => void; isBusy: boolean }) {
  const { isKept, onKept, isBusy } = props;
  const keys = useKeysOf("run");
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
      {isBusy && <BusyNote />}
      <Field label={words.keep} control="button" hint={words.keepHint} className="mr-auto min-w-0 flex-1 basis-60">
        <Switch checked={isKept} onChange={onKept} />
      </Field>
      <Button onClick={() => void answerInputs(null)}>{words.cancel}</Button>
      <Button
        variant="primary"
        icon={Play}
        type="submit"
        form={FORM}
        disabled={isBusy}
        aria-keyshortcuts="Control+Enter"
      >
        {words.run}
        <kbd className="ml-1 rounded-[5px] bg-[rgb(0_0_0/0.18)] px-1.5 py-0.5 font-sans text-white text-xs max-sm:hidden">
          {keys}
        </kbd>
      </Button>
    </div>
  );
}
