import type { NodeProps } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { useTitleOf } from "@/components/board/nodeLooks";
import { grouping } from "@/components/messages/grouping";
import { nodes as words } from "@/components/messages/nodes";
import { useMay } from "@/store/person";
import { useNode, workflowActions } from "@/store/useWorkflow";
import { AutoTextArea } from "./AutoTextArea";
import { LazyMarkdown } from "./LazyMarkdown";
import { NodeFrame } from "./NodeFrame";
import { textOf } from "./nodeData";

/** Words for people, in Markdown: a double click, or Enter on the node, makes them a field. */
export function NoteNode({ id, selected }: NodeProps) {
  const node = useNode(id);
  const isWriting = useCanvasUi(isOpenIn("canvas", "writing", id));
  if (node === undefined) return null;
  const text = textOf(node, "text");
  return (
    <NodeFrame node={node} selected={selected}>
      {isWriting ? <NoteField id={id} /> : <NoteText id={id} text={text} />}
    </NodeFrame>
  );
}

function NoteText({ id, text }: { id: string; text: string }) {
  const mayEdit = useMay("editor");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the node writes in it from the keyboard
    <div
      className="nowheel max-h-[340px] min-h-10 overflow-y-auto px-3 py-2.5"
      title={mayEdit ? grouping.editNote : undefined}
      onDoubleClick={mayEdit ? () => useCanvasUi.setState({ writing: id }) : undefined}
    >
      {text.trim() === "" ? <p className="text-ink-3">{words.note.placeholder}</p> : <LazyMarkdown text={text} />}
    </div>
  );
}

function NoteField({ id }: { id: string }) {
  const titleOf = useTitleOf();
  const node = useNode(id);
  const field = useRef<HTMLDivElement>(null);
  // Who leaves by Escape goes on at the node, not at the top of the page.
  useEffect(() => {
    const shell = field.current?.closest<HTMLElement>(".react-flow__node");
    return () => {
      if (document.activeElement === document.body) shell?.focus({ preventScroll: true });
    };
  }, []);
  if (node === undefined) return null;
  const end = () => useCanvasUi.setState({ writing: null });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what happens in the field
    <div
      ref={field}
      onBlur={end}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape" && !event.nativeEvent.isComposing) end();
      }}
    >
      <AutoTextArea
        value={textOf(node, "text")}
        label={words.note.label(titleOf(node))}
        placeholder={words.note.placeholder}
        focused
        onChange={(text) => workflowActions().updateNodeData(id, { text })}
      />
    </div>
  );
}
