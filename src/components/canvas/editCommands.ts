import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import { isEnterOf } from "@/components/board/focusNode";
import type { CommandActions } from "@/components/commands/registry";
import { openFind } from "@/components/find/findUi";
import { hasReadable } from "@/components/nodes/readable";
import { openReader } from "@/components/nodes/readerUi";
import { runStore } from "@/store/useRun";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { copySelection, deleteSelection } from "./clipboardActions";
import { duplicateBelow } from "./duplicate";
import { isPointFocused, removeFocusedPoint } from "./focusedPoint";

const selectedNodes = () => workflowStore.getState().selection.nodes;
const isNodeSelected = () => selectedNodes().length > 0;
const isAnySelected = () => isNodeSelected() || workflowStore.getState().selection.edges.length > 0;

/** What can be done with the selection, on a canvas or in a list. */
export const editCommands: CommandActions = {
  cut: { run: () => void cutSelection(), isPossible: isNodeSelected },
  copy: { run: () => void copySelection(), isPossible: isNodeSelected },
  // The canvas brings the copies into sight as well.
  duplicate: { run: () => void duplicateBelow(selectedNodes()), isPossible: isNodeSelected },
  duplicateWired: { run: () => void duplicateBelow(selectedNodes(), true), isPossible: isNodeSelected },
  remove: {
    run: () => void (removeFocusedPoint() || deleteSelection()),
    isPossible: () => isPointFocused() || isAnySelected(),
  },
  rename: {
    run: () => useCanvasUi.setState({ renaming: selectedNodes()[0] ?? null }),
    isPossible: () => selectedNodes().length === 1,
  },
  selectAll: { run: selectAll },
  deselect: {
    run: () => workflowActions().select({ nodes: [], edges: [] }),
    // There Escape leads back to the node.
    isPossible: () => isAnySelected() && document.activeElement?.closest("[data-settings]") == null,
  },
  palette: { run: () => openPalette() },
  find: { run: openFind },
  read: { run: () => openReader(selectedNodes()[0] ?? ""), isPossible: canRead },
};

function canRead(): boolean {
  const [only, ...others] = selectedNodes();
  const isOne = only !== undefined && others.length === 0;
  return isOne && hasReadable(runStore.getState().run.nodes[only]) && isEnterOf(only);
}

/** What the clipboard did not take stays, as does what was selected while it was asked. */
async function cutSelection(): Promise<void> {
  const { selection } = workflowStore.getState();
  if (await copySelection()) deleteSelection(selection);
}

function selectAll(): void {
  const { workflow, select } = workflowStore.getState();
  select({ nodes: workflow?.nodes.map((node) => node.id) ?? [], edges: [] });
}
