import { Maximize2 } from "lucide-react";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { nodes as words } from "@/components/messages/nodes";
import { IconButton } from "@/components/ui/IconButton";
import { type EditedField, openEditor } from "@/store/dialogStore";
import { useMay } from "@/store/person";

/** Opens a text of a node as large as the window. */
export function LargeEditorButton(props: {
  field: EditedField;
  /** How the text is called. */
  name: string;
  className?: string;
}) {
  const { field, name, className } = props;
  const keys = useKeysOf("editLarge");
  const mayEdit = useMay("editor");
  if (!mayEdit) return null;
  return (
    <IconButton
      size="sm"
      icon={Maximize2}
      label={words.openLarge(name)}
      shortcut={keys}
      onClick={() => openEditor(field)}
      className={className}
    />
  );
}
