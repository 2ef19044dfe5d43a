import { Ellipsis, KeyRound, PencilLine, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { useNames } from "@/components/hooks/usePeople";
import { changeTrigger, deleteTrigger, makeTriggerSecret, testTrigger } from "@/components/hooks/useTriggers";
import { triggers } from "@/components/messages/triggers";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { Switch } from "@/components/ui/Switch";
import { toast } from "@/components/ui/toast";
import { useMay, usePerson } from "@/store/person";
import type { TriggerView } from "@/types/triggers";
import { DeliveryList } from "./DeliveryList";
import { HookAddress } from "./HookAddress";
import { needsInputs } from "./TestForm";
import { scheduleText, titleOf, zonedText } from "./triggerWords";

const words = triggers.row;

interface RowProps {
  trigger: TriggerView;
  onEdit: () => void;
  /** For a test that has to say what callers send. */
  onTest: () => void;
  onSecret: (secret: string) => void;
  onShowRun: () => void;
}

/** One trigger: when it comes, whether it is on, and what it did. */
export function TriggerRow(props: RowProps) {
  const { trigger, onTest, onShowRun } = props;
  const title = titleOf(trigger);
  const { isOwn, isAdmin } = useRights(trigger);
  const toggle = (enabled: boolean) => void telling(() => changeTrigger(trigger.id, { enabled }));
  return (
    <li aria-label={title} className="rounded-card border border-line bg-card px-3.5 py-3">
      <div className="flex flex-wrap items-start gap-x-3.5 gap-y-2">
        <Facts trigger={trigger} />
        <div className="flex items-center gap-2">
          {isOwn && <TestButton trigger={trigger} onAsk={onTest} />}
          <Switch
            aria-label={words.isOn(title)}
            checked={trigger.enabled}
            disabled={!isOwn && !(isAdmin && trigger.enabled)}
            onChange={toggle}
          />
          {(isOwn || isAdmin) && <More {...props} isOwn={isOwn} />}
        </div>
      </div>
      {trigger.last === undefined ? (
        <p className="mt-2 text-ink-3 text-xs">{words.neverFired}</p>
      ) : (
        <DeliveryList trigger={trigger} onShowRun={onShowRun} />
      )}
    </li>
  );
}

function useRights({ by }: TriggerView): { isOwn: boolean; isAdmin: boolean } {
  const person = usePerson();
  const isEditor = useMay("editor");
  const isAdmin = useMay("admin");
  return { isOwn: isEditor && (person === undefined || person.id === by), isAdmin };
}

function Facts({ trigger }: { trigger: TriggerView }) {
  const nameOf = useNames();
  const person = usePerson();
  const { by, notify, enabled, next } = trigger;
  return (
    <div className="min-w-0 flex-1 basis-56">
      <p className="font-semibold [overflow-wrap:anywhere]">{titleOf(trigger)}</p>
      {trigger.kind === "schedule" && <p className="mt-0.5 text-ink-2">{scheduleText(trigger)}</p>}
      {trigger.kind === "hook" && trigger.name !== undefined && <p className="mt-0.5 text-ink-2">{words.hook}</p>}
      {trigger.kind === "schedule" && (
        <p className="mt-0.5 text-ink-3 text-xs">
          {enabled && next !== undefined
            ? words.next(next.map((time) => zonedText(time, trigger.timeZone)).join(" · "))
            : words.off}
        </p>
      )}
      {trigger.kind === "hook" && <HookAddress id={trigger.id} />}
      {trigger.kind === "hook" && !enabled && <p className="mt-0.5 text-ink-3 text-xs">{words.off}</p>}
      {notify !== undefined && (
        <p className="mt-0.5 text-ink-3 text-xs [overflow-wrap:anywhere]">{words.tellsAt(new URL(notify.url).host)}</p>
      )}
      {by !== undefined && by !== person?.id && nameOf !== undefined && (
        <p className="mt-0.5 text-ink-3 text-xs">{words.madeBy(nameOf(by))}</p>
      )}
    </div>
  );
}

function TestButton({ trigger, onAsk }: { trigger: TriggerView; onAsk: () => void }) {
  const [isBusy, setIsBusy] = useState(false);
  const test = async () => {
    if (needsInputs(trigger)) return onAsk();
    setIsBusy(true);
    await telling(async () => {
      await testTrigger(trigger.id);
      toast.success(words.tested);
    });
    setIsBusy(false);
  };
  return (
    <Button size="sm" icon={Play} busy={isBusy} aria-label={words.testNamed(titleOf(trigger))} onClick={test}>
      {words.test}
    </Button>
  );
}

function More({ trigger, isOwn, onEdit, onSecret }: RowProps & { isOwn: boolean }) {
  const [asked, setAsked] = useState<"secret" | "delete">();
  const title = titleOf(trigger);
  const hasSecret = trigger.kind === "hook" || trigger.notify !== undefined;
  return (
    <>
      <Menu align="end" trigger={<IconButton size="sm" icon={Ellipsis} label={words.more(title)} />}>
        {isOwn && (
          <MenuItem icon={PencilLine} onSelect={onEdit}>
            {words.edit}
          </MenuItem>
        )}
        {isOwn && hasSecret && (
          <MenuItem icon={KeyRound} onSelect={() => setAsked("secret")}>
            {words.newSecret}
          </MenuItem>
        )}
        <MenuItem icon={Trash2} danger onSelect={() => setAsked("delete")}>
          {words.delete}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        open={asked === "secret"}
        onOpenChange={() => setAsked(undefined)}
        title={words.newSecretTitle(title)}
        confirmLabel={words.newSecret}
        onConfirm={() => telling(async () => onSecret(await makeTriggerSecret(trigger.id)))}
      >
        {words.newSecretText}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === "delete"}
        onOpenChange={() => setAsked(undefined)}
        title={words.deleteTitle(title)}
        confirmLabel={words.delete}
        onConfirm={() => telling(() => deleteTrigger(trigger.id))}
      >
        {words.deleteText}
      </ConfirmDialog>
    </>
  );
}

async function telling(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    toast.error(toShownError(failure).message);
  }
}
