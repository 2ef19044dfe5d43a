import { useState } from "react";
import { triggers } from "@/components/messages/triggers";
import { CopiedField } from "@/components/secrets/CopiedField";
import { PasteLines } from "@/components/secrets/PasteLines";
import { ShownOnce } from "@/components/secrets/ShownOnce";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { workflowStore } from "@/store/useWorkflow";
import type { TriggerView } from "@/types/triggers";
import { type HookWay, hookAddress, hookLines } from "./hookLines";

const words = triggers.secret;
const copying = (label: string) => ({ label, copiedLabel: words.copied });

/** The secret of a trigger, which is seen nowhere later; of a hook, how to call it. */
export function SecretShown({ trigger, secret, onDone }: { trigger: TriggerView; secret: string; onDone: () => void }) {
  const address = hookAddress(trigger.id);
  const isHook = trigger.kind === "hook";
  return (
    <ShownOnce warning={words.warning} done={words.done} onDone={onDone}>
      {isHook && <CopiedField label={words.address} text={address} copy={copying(words.copyAddress)} />}
      <CopiedField label={words.secret} text={secret} copy={copying(words.copySecret)} isFirst />
      {isHook ? <Lines address={address} secret={secret} /> : <p className="text-ink-2">{words.checks}</p>}
    </ShownOnce>
  );
}

function Lines({ address, secret }: { address: string; secret: string }) {
  const [way, setWay] = useState<HookWay>("signed");
  const { workflow } = workflowStore.getState();
  const inputs = workflow === null ? [] : namedInputsOf(workflow).map(({ name }) => name);
  return (
    <PasteLines
      label={words.call}
      way={way}
      ways={[
        { value: "signed", label: words.signed },
        { value: "byKey", label: words.byKey },
      ]}
      onWay={setWay}
      lines={hookLines(way, { address, secret, inputs })}
      copy={copying(words.copyLines)}
      hint={way === "byKey" ? words.keyHint : undefined}
    />
  );
}
