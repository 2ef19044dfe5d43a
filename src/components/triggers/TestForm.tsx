import { useEffect, useMemo, useRef, useState } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { useSubmit } from "@/components/hooks/useSubmit";
import { testTrigger } from "@/components/hooks/useTriggers";
import { triggers } from "@/components/messages/triggers";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { saveNow } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import type { TriggerView } from "@/types/triggers";
import { InputFields } from "./InputFields";
import { toTestInputs, unfilledOf, writtenOf } from "./triggerForm";

/** Whether a test has to say what callers send else. A schedule is tested as it comes: nobody sends it anything. */
export function needsInputs(trigger: TriggerView): boolean {
  const { workflow } = workflowStore.getState();
  if (trigger.kind !== "hook" || workflow === null) return false;
  return unfilledOf(writtenOf(trigger), namedInputsOf(workflow), trigger.inputs).length > 0;
}

/** Calls a hook in the place of its caller, with what is written here. */
export function TestForm({ trigger, onDone }: { trigger: TriggerView; onDone: () => void }) {
  const workflow = useWorkflow((state) => state.workflow);
  const named = useMemo(() => (workflow === null ? [] : namedInputsOf(workflow)), [workflow]);
  const [inputs, setInputs] = useState(() => writtenOf(trigger));
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input, textarea, button")?.focus(), []);
  const lacking = unfilledOf(inputs, named, trigger.inputs);
  const { submit, isBusy, error } = useSubmit(async () => {
    setTried(true);
    if (lacking.length > 0) return;
    // What it starts is what is saved.
    await saveNow();
    await testTrigger(trigger.id, toTestInputs(inputs));
    toast.success(triggers.row.tested);
    onDone();
  });
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
      <InputFields
        named={named}
        title={triggers.test.inputs}
        values={inputs}
        lacking={isTried ? lacking : []}
        onChange={setInputs}
      />
      {error !== undefined && <ErrorNote error={error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{triggers.form.back}</Button>
        <Button type="submit" variant="primary" busy={isBusy}>
          {triggers.test.start}
        </Button>
      </div>
    </form>
  );
}
