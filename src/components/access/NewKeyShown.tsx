import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { access } from "@/components/messages/access";
import { CopyTextButton } from "@/components/nodes/CopyTextButton";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { useWorkflow } from "@/store/useWorkflow";
import type { AccessScope } from "@/types/access";
import { linesToPaste, samplesFor } from "./linesToPaste";

const words = access.shown;

/** The new key, which is seen nowhere later, and lines that have it in them. */
export function NewKeyShown({
  secret,
  scopes,
  onDone,
}: {
  secret: string;
  scopes: readonly AccessScope[];
  onDone: () => void;
}) {
  return (
    <div className="flex flex-col gap-4">
      <p className="flex gap-2.5 rounded-control bg-waiting-soft px-3 py-2.5">
        <TriangleAlert size={16} strokeWidth={1.75} className="mt-px shrink-0 text-waiting" aria-hidden />
        {words.warning}
      </p>
      <Field label={words.key}>
        <span className="flex items-center gap-2">
          <TextInput
            mono
            readOnly
            autoFocus
            value={secret}
            data-1p-ignore
            onFocus={(event) => event.currentTarget.select()}
          />
          <CopyTextButton copiedLabel={words.copied} text={secret} label={words.copy} />
        </span>
      </Field>
      <Lines secret={secret} scopes={scopes} />
      <Button variant="primary" className="self-end" onClick={onDone}>
        {words.done}
      </Button>
    </div>
  );
}

function Lines({ secret, scopes }: { secret: string; scopes: readonly AccessScope[] }) {
  const ids = samplesFor(scopes);
  const [chosen, setChosen] = useState(ids[0] ?? "curl");
  const workflowId = useWorkflow(({ workflow }) => workflow?.id) ?? "WORKFLOW_ID";
  const lines = linesToPaste(chosen, { origin: window.location.origin, key: secret, workflowId });
  return (
    <section aria-label={words.paste} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <Field label={words.paste} control="button" className="min-w-0">
          <SegmentedControl
            value={chosen}
            onChange={setChosen}
            className="w-fit"
            segments={ids.map((id) => ({ value: id, label: words.samples[id] }))}
          />
        </Field>
        <CopyTextButton copiedLabel={words.copied} text={lines} label={words.copyLines} />
      </div>
      <pre className="whitespace-pre-wrap rounded-control border border-line bg-field px-3 py-2.5 font-mono text-xs leading-relaxed [overflow-wrap:anywhere]">
        {lines}
      </pre>
    </section>
  );
}
