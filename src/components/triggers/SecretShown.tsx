import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { triggers } from "@/components/messages/triggers";
import { CopyTextButton } from "@/components/nodes/CopyTextButton";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { workflowStore } from "@/store/useWorkflow";
import type { TriggerView } from "@/types/triggers";
import { type HookWay, hookAddress, hookLines } from "./hookLines";

const words = triggers.secret;

/** The secret of a trigger, which is seen nowhere later; of a hook, how to call it. */
export function SecretShown({ trigger, secret, onDone }: { trigger: TriggerView; secret: string; onDone: () => void }) {
  const address = hookAddress(trigger.id);
  const isHook = trigger.kind === "hook";
  return (
    <div className="flex flex-col gap-4">
      <p className="flex gap-2.5 rounded-control bg-waiting-soft px-3 py-2.5">
        <TriangleAlert size={16} strokeWidth={1.75} className="mt-px shrink-0 text-waiting" aria-hidden />
        {words.warning}
      </p>
      {isHook && <Copied label={words.address} text={address} copy={words.copyAddress} />}
      <Copied label={words.secret} text={secret} copy={words.copySecret} isFirst />
      {isHook ? <Lines address={address} secret={secret} /> : <p className="text-ink-2">{words.checks}</p>}
      <Button variant="primary" className="self-end" onClick={onDone}>
        {words.done}
      </Button>
    </div>
  );
}

interface CopiedProps {
  label: string;
  text: string;
  copy: string;
  isFirst?: boolean;
}

function Copied({ label, text, copy, isFirst }: CopiedProps) {
  return (
    <Field label={label}>
      <span className="flex items-center gap-2">
        <TextInput
          mono
          readOnly
          autoFocus={isFirst}
          value={text}
          data-1p-ignore
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyTextButton copiedLabel={words.copied} text={text} label={copy} />
      </span>
    </Field>
  );
}

function Lines({ address, secret }: { address: string; secret: string }) {
  const [way, setWay] = useState<HookWay>("signed");
  const { workflow } = workflowStore.getState();
  const inputs = workflow === null ? [] : namedInputsOf(workflow).map(({ name }) => name);
  const lines = hookLines(way, { address, secret, inputs });
  return (
    <section aria-label={words.call} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <Field label={words.call} control="button" className="min-w-0">
          <SegmentedControl
            value={way}
            onChange={setWay}
            className="w-fit"
            segments={[
              { value: "signed", label: words.signed },
              { value: "byKey", label: words.byKey },
            ]}
          />
        </Field>
        <CopyTextButton copiedLabel={words.copied} text={lines} label={words.copyLines} />
      </div>
      <pre className="whitespace-pre-wrap rounded-control border border-line bg-field px-3 py-2.5 font-mono text-xs leading-relaxed [overflow-wrap:anywhere]">
        {lines}
      </pre>
      {way === "byKey" && <p className="text-ink-3 text-xs">{words.keyHint}</p>}
    </section>
  );
}
