import { useCanvasUi } from "@/components/board/canvasUi";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { editedFieldsOf, keyOf } from "@/components/nodes/editedFields";
import { type EditedField, openEditor } from "@/store/dialogStore";
import { nodeById } from "@/store/graphIndex";
import { canSwitch, type Off, switchNodes } from "@/store/nodeSwitches";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { isEnterFor } from "./enterKey";

/** Switching nodes off and on, comments, and writing in notes. */
export function useNodeCommands(): void {
  useCommands(actions);
}

const switching = (off: Off) => ({
  run: () => workflowActions().edit((doc) => switchNodes(doc, workflowStore.getState().selection.nodes, off)),
  isPossible: () => selectedNodes().some(canSwitch),
});

const actions: CommandActions = {
  mute: switching("muted"),
  bypass: switching("bypassed"),
  comment: {
    run: () => useCanvasUi.setState({ commenting: onlyNode()?.id ?? null }),
    isPossible: () => onlyNode() !== undefined,
  },
  editLarge: {
    run: () => {
      const field = meantField();
      if (field !== undefined) openEditor(field);
    },
    isPossible: () => meantField() !== undefined,
  },
  writeNote: { run: () => useCanvasUi.setState({ writing: onlyNode()?.id ?? null }), isPossible: canWrite },
};

function selectedNodes(): WorkflowNode[] {
  const { workflow, selection } = workflowStore.getState();
  return selection.nodes.flatMap((id) => (workflow && nodeById(workflow.nodes, id)) ?? []);
}

function onlyNode(): WorkflowNode | undefined {
  const [only, ...others] = selectedNodes();
  return others.length === 0 ? only : undefined;
}

/** The text that has the focus, or the first one of the selected node. */
function meantField(): EditedField | undefined {
  const node = onlyNode();
  const fields = node === undefined ? [] : editedFieldsOf(node);
  const focused = document.activeElement?.getAttribute("data-edits");
  return fields.find((field) => keyOf(field) === focused) ?? fields[0];
}

function canWrite(): boolean {
  const node = onlyNode();
  return node?.type === "note" && isEnterFor(node.id);
}
