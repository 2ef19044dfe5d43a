import { useEffect, useRef, useState } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { grouping as words } from "@/components/messages/grouping";
import { changeGroup } from "@/store/groups";
import { workflowActions } from "@/store/useWorkflow";

/** The name of a group as a field, at its place; kept when it is left, Escape leaves it as it was. */
export function GroupTitleField({ id, title, name }: { id: string; title: string; name: string }) {
  const [text, setText] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const end = (save: boolean) => {
    useCanvasUi.setState({ renaming: null });
    if (save) workflowActions().edit((doc) => changeGroup(doc, id, { title: text.trim() }));
  };
  return (
    <input
      ref={field}
      value={text}
      maxLength={200}
      placeholder={words.defaultTitle}
      aria-label={words.rename(name)}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
      className="group-title h-7 min-w-0 flex-1 rounded-sm border border-line-strong bg-field px-1.5 font-semibold"
    />
  );
}
