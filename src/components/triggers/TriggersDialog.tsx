"use client";
import { AlarmClock, Webhook } from "lucide-react";
import { useState } from "react";
import { ErrorNote, toShownError } from "@/components/ErrorNote";
import { useTriggers } from "@/components/hooks/useTriggers";
import { triggers as words } from "@/components/messages/triggers";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Spinner } from "@/components/ui/Spinner";
import { useMay } from "@/store/person";
import { useWorkflow } from "@/store/useWorkflow";
import type { MadeTrigger, TriggerView } from "@/types/triggers";
import { SecretShown } from "./SecretShown";
import { TestForm } from "./TestForm";
import { TriggerFormView } from "./TriggerFormView";
import { TriggerRow } from "./TriggerRow";
import type { TriggerForm } from "./triggerForm";
import { titleOf } from "./triggerWords";

type View =
  | { is: "list" }
  | { is: "form"; of: TriggerForm["kind"] | TriggerView }
  | { is: "test"; trigger: TriggerView }
  | { is: "secret"; trigger: TriggerView; secret: string };

/** What starts the open workflow without a person: its schedules and hooks. */
export function TriggersDialog({ onClose }: { onClose: () => void }) {
  const [view, setView] = useState<View>({ is: "list" });
  const showList = () => setView({ is: "list" });
  const onMade = ({ secret, ...trigger }: MadeTrigger) =>
    setView(secret === undefined ? { is: "list" } : { is: "secret", trigger, secret });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={titleText(view)}
      description={introOf(view)}
      width="lg"
    >
      {view.is === "list" && (
        <TriggerList
          onForm={(of) => setView({ is: "form", of })}
          onTest={(trigger) => setView({ is: "test", trigger })}
          onSecret={(trigger, secret) => setView({ is: "secret", trigger, secret })}
          onClose={onClose}
        />
      )}
      {view.is === "form" && <TriggerFormView of={view.of} onMade={onMade} onBack={showList} />}
      {view.is === "test" && <TestForm trigger={view.trigger} onDone={showList} />}
      {view.is === "secret" && <SecretShown trigger={view.trigger} secret={view.secret} onDone={showList} />}
    </Dialog>
  );
}

function introOf({ is }: View): string | undefined {
  if (is === "test") return words.test.intro;
  return is === "list" ? words.intro : undefined;
}

function titleText(view: View): string {
  if (view.is === "list") return words.title;
  if (view.is === "test") return words.test.title(titleOf(view.trigger));
  if (view.is === "secret") return words.secret.title(titleOf(view.trigger));
  if (typeof view.of !== "string") return words.form.edit(titleOf(view.of));
  return view.of === "hook" ? words.form.newHook : words.form.newSchedule;
}

interface ListProps {
  onForm: (of: TriggerForm["kind"] | TriggerView) => void;
  onTest: (trigger: TriggerView) => void;
  onSecret: (trigger: TriggerView, secret: string) => void;
  onClose: () => void;
}

function TriggerList({ onForm, onTest, onSecret, onClose }: ListProps) {
  const id = useWorkflow(({ workflow }) => workflow?.id ?? "");
  const { triggers, error } = useTriggers(id);
  const mayEdit = useMay("editor");
  return (
    <div className="flex flex-col gap-4">
      {mayEdit ? (
        <div className="flex flex-wrap gap-2">
          <Button icon={AlarmClock} onClick={() => onForm("schedule")}>
            {words.addSchedule}
          </Button>
          <Button icon={Webhook} onClick={() => onForm("hook")}>
            {words.addHook}
          </Button>
        </div>
      ) : (
        <p className="text-ink-2">{words.readOnly}</p>
      )}
      {error !== undefined && triggers === undefined && <ErrorNote error={toShownError(error)} />}
      {error === undefined && triggers === undefined && <Spinner className="text-ink-3" />}
      {triggers?.length === 0 && (
        <p className="rounded-card border border-line border-dashed px-3.5 py-4 text-ink-2">{words.none}</p>
      )}
      <ul className="flex flex-col gap-2.5">
        {triggers?.map((trigger) => (
          <TriggerRow
            key={trigger.id}
            trigger={trigger}
            onEdit={() => onForm(trigger)}
            onTest={() => onTest(trigger)}
            onSecret={(secret) => onSecret(trigger, secret)}
            onShowRun={onClose}
          />
        ))}
      </ul>
    </div>
  );
}
