"use client";
import { Download } from "lucide-react";
import { useState } from "react";
import { downloadWorkflow } from "@/components/downloadWorkflow";
import { setup } from "@/components/messages/setup";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { useMay } from "@/store/person";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";

const words = setup.project;
const MAX_NAME = 200;

/** The open document: its name, where it is kept, and a copy of it to take away. */
export function ProjectTab() {
  const workflow = useWorkflow((state) => state.workflow);
  if (workflow === null) return null;
  return (
    <div className="flex max-w-[520px] flex-col gap-5">
      <NameField key={workflow.name} name={workflow.name} />
      <Fact label={words.where}>{words.whereText(workflow.id)}</Fact>
      <Fact label={words.content}>
        {words.counts(workflow.nodes.length, workflow.edges.length)} {workflow.revision}
      </Fact>
      <Export workflow={workflow} />
    </div>
  );
}

function NameField({ name }: { name: string }) {
  const [draft, setDraft] = useState(name);
  const mayEdit = useMay("editor");
  const keep = () => {
    const next = draft.trim();
    if (next === "") setDraft(name);
    else if (next !== name) workflowActions().renameWorkflow(next);
  };
  return (
    <Field label={words.name}>
      <TextInput
        disabled={!mayEdit}
        value={draft}
        maxLength={MAX_NAME}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Enter" && !event.nativeEvent.isComposing && keep()}
      />
    </Field>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="font-medium text-ink-2">{label}</p>
      <p className="mt-1 [overflow-wrap:anywhere]">{children}</p>
    </div>
  );
}

function Export({ workflow }: { workflow: Workflow }) {
  return (
    <div>
      <Button icon={Download} onClick={() => downloadWorkflow(workflow)}>
        {words.export}
      </Button>
      <p className="mt-1.5 text-ink-3 text-xs">{words.exportHint}</p>
    </div>
  );
}
