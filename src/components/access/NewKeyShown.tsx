import { useState } from "react";
import { access } from "@/components/messages/access";
import { CopiedField } from "@/components/secrets/CopiedField";
import { PasteLines } from "@/components/secrets/PasteLines";
import { ShownOnce } from "@/components/secrets/ShownOnce";
import { useWorkflow } from "@/store/useWorkflow";
import type { AccessScope } from "@/types/access";
import { linesToPaste, samplesFor } from "./linesToPaste";

const words = access.shown;

interface ShownProps {
  secret: string;
  scopes: readonly AccessScope[];
}

/** The new key, which is seen nowhere later, and lines that have it in them. */
export function NewKeyShown({ onDone, ...shown }: ShownProps & { onDone: () => void }) {
  return (
    <ShownOnce warning={words.warning} done={words.done} onDone={onDone}>
      <CopiedField
        label={words.key}
        text={shown.secret}
        copy={{ label: words.copy, copiedLabel: words.copied }}
        isFirst
      />
      <Lines {...shown} />
    </ShownOnce>
  );
}

function Lines({ secret, scopes }: ShownProps) {
  const ids = samplesFor(scopes);
  const [chosen, setChosen] = useState(ids[0] ?? "curl");
  const workflowId = useWorkflow(({ workflow }) => workflow?.id) ?? "WORKFLOW_ID";
  return (
    <PasteLines
      label={words.paste}
      way={chosen}
      ways={ids.map((id) => ({ value: id, label: words.samples[id] }))}
      onWay={setChosen}
      lines={linesToPaste(chosen, { origin: window.location.origin, key: secret, workflowId })}
      copy={{ label: words.copyLines, copiedLabel: words.copied }}
    />
  );
}
