import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { nodes as words } from "@/components/messages/nodes";
import { useMay } from "@/store/person";
import { workflowActions } from "@/store/useWorkflow";
import { TitleField } from "./TitleField";

/** The name in a title bar: a double click, or F2 on the node, makes it a field. */
export function NodeTitle({ id, title }: { id: string; title: string }) {
  const isRenaming = useCanvasUi(isOpenIn("canvas", "renaming", id));
  const mayEdit = useMay("editor");
  const begin = () => useCanvasUi.setState({ renaming: id });
  if (isRenaming) {
    return (
      <TitleField
        title={title}
        label={words.rename(title)}
        className="nodrag -mx-1 h-6 min-w-0 flex-1 rounded-sm border border-line-strong bg-field px-1 font-semibold text-sm"
        onSave={(text) => workflowActions().renameNode(id, text)}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 and the node's menu rename from the keyboard
    <span
      className="node-title min-w-0 truncate font-semibold"
      title={title}
      onDoubleClick={mayEdit ? begin : undefined}
    >
      {title}
    </span>
  );
}
