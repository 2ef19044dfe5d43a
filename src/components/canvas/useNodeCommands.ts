import { useMemo } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { isEnterOf, shellOf } from "@/components/board/focusNode";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { editedFieldsOf, isWritten, keyOf } from "@/components/nodes/editedFields";
import { type EditedField, openEditor } from "@/store/dialogStore";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { canSwitch, type Off, switchNodes } from "@/store/nodeSwitches";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** Switching nodes off and on, comments, writing in nodes, and choosing their wires. */
export function useNodeCommands(showNodes?: ShowNodes): void {
  useCommands(actions);
  useCommands(useMemo(() => ({ write: { run: () => write(showNodes), isPossible: canWrite } }), [showNodes]));
}

type ShowNodes = (ids: readonly string[]) => void;

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
  makeWorkflow: {
    run: () => void import("@/components/held/makeWorkflow").then((module) => module.makeWorkflow()),
    isPossible: () => selectedNodes().length > 0,
  },
  wires: { run: () => openWiring(), isPossible: () => onlyNode() !== undefined },
  addAfter: { run: () => openWiring(true), isPossible: () => onlyNode() !== undefined },
};

function openWiring(isAfter?: boolean): void {
  const node = onlyNode()?.id;
  useCanvasUi.setState({ wiring: node === undefined ? null : { node, isAfter } });
}

/** Also when it was written in before: a wish that is not new would not be heard. What is far away comes near first. */
function write(showNodes: ShowNodes | undefined): void {
  const id = onlyNode()?.id;
  if (id === undefined) return;
  if (shellOf(id)?.querySelector(".node-far")) showNodes?.([id]);
  useCanvasUi.setState({ writing: null });
  requestAnimationFrame(() => useCanvasUi.setState({ writing: id }));
}

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
  if (node === undefined || !isWritten(node) || !isEnterOf(node.id)) return false;
  return node.type !== "list" || edgesInto(workflowStore.getState().workflow?.edges ?? [], node.id).length === 0;
}
