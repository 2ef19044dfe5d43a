import { useEffect, useRef, useState } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { nodes as words } from "@/components/messages/nodes";
import { workflowActions } from "@/store/useWorkflow";

/** The name in a title bar: a double click, or F2 on the node, makes it a field. */
export function NodeTitle({ id, title }: { id: string; title: string }) {
  const isRenaming = useCanvasUi((state) => state.renaming === id);
  const begin = () => useCanvasUi.setState({ renaming: id });
  if (isRenaming) return <TitleField id={id} title={title} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 and the node's menu rename from the keyboard
    <span className="node-title min-w-0 truncate font-semibold" title={title} onDoubleClick={begin}>
      {title}
    </span>
  );
}

function TitleField({ id, title }: { id: string; title: string }) {
  const [text, setText] = useState(title);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const end = (save: boolean) => {
    useCanvasUi.setState({ renaming: null });
    if (save) workflowActions().renameNode(id, text);
  };
  return (
    <input
      ref={field}
      value={text}
      maxLength={200}
      aria-label={words.rename(title)}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
      className="nodrag -mx-1 h-6 min-w-0 flex-1 rounded-sm border border-line-strong bg-field px-1 font-semibold text-sm"
    />
  );
}
