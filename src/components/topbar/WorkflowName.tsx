"use client";
import { type KeyboardEvent, useMemo, useState } from "react";
import { useCommands } from "@/components/commands/useCommands";
import { messages } from "@/components/messages/en";
import { useMay } from "@/store/person";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";

const words = messages.shell;
const MAX_NAME = 200;

/** The document's name; a press turns it into a field. Enter keeps, Escape gives up. */
export function WorkflowName() {
  const name = useWorkflow((state) => state.workflow?.name);
  const [draft, setDraft] = useState<string>();
  const mayEdit = useMay("editor");
  useCommands(
    useMemo(() => ({ renameWorkflow: { run: () => setDraft(name), isPossible: () => name !== undefined } }), [name]),
  );
  if (name === undefined) return null;
  if (draft === undefined) {
    return (
      <h1 className="flex min-w-0">
        <button
          type="button"
          title={mayEdit ? words.rename : undefined}
          disabled={!mayEdit}
          onClick={() => setDraft(name)}
          className="-mx-1.5 min-w-0 max-w-72 max-sm:h-11 truncate rounded-sm px-1.5 py-1 font-semibold text-base enabled:hover:bg-hover"
        >
          {name}
        </button>
      </h1>
    );
  }
  const keep = () => {
    const next = draft.trim();
    if (next !== "" && next !== name) workflowActions().renameWorkflow(next.slice(0, MAX_NAME));
    setDraft(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // These keys belong to an input method that is at work.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") keep();
    if (event.key === "Escape") setDraft(undefined);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person has just pressed the name to change it
      autoFocus
      aria-label={words.nameField}
      value={draft}
      maxLength={MAX_NAME}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
      className="-mx-1.5 w-64 min-w-0 rounded-sm bg-field px-1.5 py-1 font-semibold text-base max-sm:absolute max-sm:left-2 max-sm:z-10 max-sm:mx-0 max-sm:h-11 max-sm:w-[calc(100%-16px)]"
    />
  );
}
