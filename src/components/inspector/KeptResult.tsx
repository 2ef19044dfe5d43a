import { PencilLine, Pin, PinOff, Undo2 } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import useSWR from "swr";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { toShownError } from "@/components/ErrorNote";
import { inspector } from "@/components/messages/inspector";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { TextArea } from "@/components/ui/Field";
import { toast } from "@/components/ui/toast";
import { editedOutput } from "@/lib/nodes/editedOutput";
import { useMay } from "@/store/person";
import { changeResult } from "@/store/resultEdits";
import { readCacheEntry } from "@/store/resultEndpoints";
import { useRun } from "@/store/useRun";
import type { CacheChange, CacheEntry } from "@/types/api";

const words = inspector.kept;

/** What can be done with a result that is kept: hold it fast, or put other words in its place. */
export function KeptResult({ cacheKey }: { cacheKey: string }) {
  // Undo changes it from outside.
  const touched = useRun((state) => state.touched.get(cacheKey));
  const { data: entry, mutate } = useSWR([`/api/cache/${cacheKey}`, touched], () => readCacheEntry(cacheKey), {
    revalidateOnFocus: false,
    keepPreviousData: true,
    shouldRetryOnError: false,
    // A result that the limits have removed is not there to be pinned: that is no failure to report.
    onError: () => undefined,
  });
  const [isEditing, setIsEditing] = useState(false);
  const mayEdit = useMay("editor");
  const change = useCallback(
    async (next: CacheChange) => {
      if (entry === undefined) return;
      try {
        await mutate(changeResult(entry, next), { revalidate: false });
      } catch (error) {
        toast.error(toShownError(error).message);
      }
    },
    [entry, mutate],
  );
  useCommands(
    useMemo<CommandActions>(() => {
      if (entry === undefined) return {};
      return {
        pinResult: { run: () => void change({ pinned: !entry.pinned }) },
        editResult: { run: () => setIsEditing(true), isPossible: () => textOf(entry) !== undefined },
        backToModel: { run: () => void change({ original: true }), isPossible: () => entry.original !== undefined },
      };
    }, [entry, change]),
  );
  if (entry === undefined || !mayEdit) return null;
  const save = async (text: string) => {
    setIsEditing(false);
    await change({ output: editedOutput(entry.output, { text }) });
  };
  if (isEditing) return <Editor text={textOf(entry) ?? ""} onSave={save} onCancel={() => setIsEditing(false)} />;
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-2">
      <Button size="sm" icon={entry.pinned ? PinOff : Pin} onClick={() => void change({ pinned: !entry.pinned })}>
        {entry.pinned ? words.unpin : words.pin}
      </Button>
      {textOf(entry) !== undefined && (
        <Button size="sm" icon={PencilLine} onClick={() => setIsEditing(true)}>
          {words.edit}
        </Button>
      )}
      {entry.original !== undefined && (
        <Button size="sm" icon={Undo2} onClick={() => void change({ original: true })}>
          {words.backToModel}
        </Button>
      )}
      {entry.pinned && <Badge tone="accent">{words.pinned}</Badge>}
      {entry.editedAt && <Badge>{words.edited}</Badge>}
      <p className="w-full text-ink-3 text-xs">{entry.pinned ? words.pinnedHint : words.hint}</p>
    </div>
  );
}

/** Answers in JSON stay as the model gave them: they must go on fitting their schema. */
function textOf({ output }: CacheEntry): string | undefined {
  return typeof output.text === "string" && output.json === undefined ? output.text : undefined;
}

function Editor(props: { text: string; onSave: (text: string) => void; onCancel: () => void }) {
  const [draft, setDraft] = useState(props.text);
  return (
    <div className="mt-2.5 flex flex-col gap-2">
      <TextArea
        aria-label={words.editLabel}
        rows={8}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <div className="flex gap-2">
        <Button size="sm" variant="primary" onClick={() => props.onSave(draft)}>
          {words.save}
        </Button>
        <Button size="sm" onClick={props.onCancel}>
          {words.cancel}
        </Button>
      </div>
    </div>
  );
}
