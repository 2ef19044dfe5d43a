import { Moon } from "lucide-react";
import { type FormEvent, useMemo, useState } from "react";
import { night as words } from "@/components/messages/night";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { type NamedInput, namedInputsOf } from "@/lib/nodes/namedInputs";
import { addNightEntry } from "@/store/nightShift";
import { saveNow } from "@/store/session";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import type { NightShift } from "@/types/nightShift";
import type { Value } from "@/types/run";
import { AccountSelect } from "./NightEntryRow";
import { NightInput } from "./NightInput";
import { RepeatSelect } from "./RepeatSelect";

/** Puts the workflow that is open into the queue, with what its runs are given. */
export function AddToNight(props: {
  night: NightShift;
  onAdd: (work: () => Promise<unknown>) => Promise<boolean>;
  onClose: () => void;
}) {
  const { night, onAdd, onClose } = props;
  const workflow = useWorkflow((state) => state.workflow);
  const inputs = useMemo(() => (workflow === null ? [] : namedInputsOf(workflow)), [workflow]);
  const [given, setGiven] = useState<Record<string, Value>>({});
  const [isNightly, setNightly] = useState(false);
  const [account, setAccount] = useState<string>();
  const [isTried, setTried] = useState(false);
  if (workflow === null) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (inputs.some((input) => isLacking(input, given[input.name]))) return;
    const done = await onAdd(async () => {
      // A queue names what is saved.
      await saveNow();
      const { id } = workflowStore.getState().workflow ?? workflow;
      await addNightEntry({
        workflowId: id,
        repeat: isNightly,
        ...(account === undefined ? {} : { account }),
        ...(Object.keys(given).length === 0 ? {} : { inputs: given }),
      });
    });
    if (!done) return;
    toast.success(words.queue.added(workflow.name));
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="my-2 flex flex-col gap-3 rounded-card border border-line bg-card p-3"
    >
      <p className="font-medium">{words.queue.adding(workflow.name)}</p>
      {inputs.map((input) => (
        <NightInput
          key={input.name}
          input={input}
          value={given[input.name]}
          isLacking={isTried && isLacking(input, given[input.name])}
          onGive={(value) => setGiven((before) => withGiven(before, input.name, value))}
        />
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <RepeatSelect isNightly={isNightly} onChange={setNightly} />
        <AccountSelect value={account} night={night} onChange={setAccount} />
        <span className="ml-auto flex gap-2">
          <Button onClick={onClose}>{words.queue.cancel}</Button>
          <Button type="submit" variant="primary" icon={Moon}>
            {words.queue.addNow}
          </Button>
        </span>
      </div>
    </form>
  );
}

function isLacking(input: NamedInput, value: Value | undefined): boolean {
  return input.required && input.default === undefined && (value === undefined || value === "");
}

function withGiven(before: Record<string, Value>, name: string, value: Value | undefined): Record<string, Value> {
  const { [name]: _, ...others } = before;
  return value === undefined || value === "" ? others : { ...others, [name]: value };
}
