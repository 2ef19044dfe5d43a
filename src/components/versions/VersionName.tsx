import { Tag } from "lucide-react";
import { useState } from "react";
import { toShownError } from "@/components/ErrorNote";
import { versions as messages } from "@/components/messages/versions";
import { Button } from "@/components/ui/Button";
import { TextInput } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import { nameVersion, renameVersion } from "@/store/endpoints";
import { saveNow } from "@/store/session";
import type { WorkflowVersion } from "@/types/workflow";

const words = messages.list;

/** Names a version, or the workflow as it is now; with a name it is kept for good. */
export function VersionName(props: { workflow: string; version?: WorkflowVersion; onChange: () => void }) {
  const { workflow, version, onChange } = props;
  const [draft, setDraft] = useState<string>();
  const keepName = async (name: string | null) => {
    setDraft(undefined);
    try {
      if (version !== undefined) await renameVersion(workflow, version.version, name);
      else if (name !== null) await saveNow().then(() => nameVersion(workflow, name));
      onChange();
    } catch (error) {
      toast.error(toShownError(error).message);
    }
  };
  if (draft === undefined) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <Button size="sm" icon={Tag} onClick={() => setDraft(version?.name ?? "")}>
          {version === undefined ? words.nameNow : (version.name ?? words.name)}
        </Button>
        {version?.name !== undefined && (
          <Button size="sm" variant="ghost" onClick={() => void keepName(null)}>
            {words.removeName}
          </Button>
        )}
      </div>
    );
  }
  return (
    <form
      className="flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== "") void keepName(draft.trim());
      }}
    >
      <TextInput
        autoFocus
        aria-label={words.nameField}
        maxLength={100}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <Button type="submit" size="sm" disabled={draft.trim() === ""}>
        {words.keepName}
      </Button>
    </form>
  );
}
