import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  Download,
  Maximize,
  PencilLine,
  Plus,
  Scissors,
  Trash2,
  Workflow,
} from "lucide-react";
import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import { canvas as words } from "@/components/messages/canvas";
import { RunItems } from "@/components/runs/RunItems";
import { useModKey } from "@/components/topbar/useModKey";
import { MenuAt, MenuItem, MenuSeparator } from "@/components/ui/Menu";
import { downloadWorkflow } from "@/components/workflowFile";
import type { Point } from "@/store/documentEdits";
import { startRun } from "@/store/runSession";
import { useWorkflow, workflowActions, workflowStore } from "@/store/useWorkflow";
import { copySelection, deleteSelection, pasteFromClipboard } from "./clipboardActions";

/** The menu of a right click: on nodes, on a wire, or on empty space. */
export function SelectionMenu() {
  const menu = useCanvasUi((state) => state.menu);
  const selection = useWorkflow((state) => state.selection);
  const close = () => useCanvasUi.setState({ menu: null });
  return (
    <MenuAt point={menu?.screen ?? null} label={words.label} onClose={close}>
      {selection.nodes.length > 0 ? (
        <NodeItems nodes={selection.nodes} />
      ) : selection.edges.length > 0 ? (
        <RemoveItem />
      ) : (
        menu && <PaneItems at={menu.at} />
      )}
    </MenuAt>
  );
}

function NodeItems({ nodes }: { nodes: readonly string[] }) {
  const mod = useModKey();
  const [first] = nodes;
  return (
    <>
      <RunItems nodes={nodes} />
      <MenuItem icon={Workflow} shortcut={`${mod}↵`} onSelect={() => void startRun()}>
        {words.commands.runAll}
      </MenuItem>
      <MenuSeparator />
      {nodes.length === 1 && first !== undefined && (
        <MenuItem icon={PencilLine} shortcut="F2" onSelect={() => useCanvasUi.setState({ renaming: first })}>
          {words.commands.rename}
        </MenuItem>
      )}
      <MenuItem icon={CopyPlus} shortcut={`${mod}D`} onSelect={() => workflowActions().duplicate(nodes)}>
        {words.commands.duplicate}
      </MenuItem>
      <MenuItem icon={Copy} shortcut={`${mod}C`} onSelect={() => void copySelection()}>
        {words.commands.copy}
      </MenuItem>
      <MenuItem icon={Scissors} shortcut={`${mod}X`} onSelect={() => void copySelection().then(deleteSelection)}>
        {words.commands.cut}
      </MenuItem>
      <MenuSeparator />
      <RemoveItem />
    </>
  );
}

function RemoveItem() {
  return (
    <MenuItem icon={Trash2} danger onSelect={deleteSelection}>
      {words.commands.remove}
    </MenuItem>
  );
}

function PaneItems({ at }: { at: Point }) {
  const mod = useModKey();
  return (
    <>
      <MenuItem icon={Plus} shortcut={`${mod}K`} onSelect={() => openPalette(at)}>
        {words.commands.add}
      </MenuItem>
      <MenuItem icon={ClipboardPaste} shortcut={`${mod}V`} onSelect={() => void pasteFromClipboard(at)}>
        {words.commands.paste}
      </MenuItem>
      <MenuItem icon={Maximize} shortcut={`${mod}A`} onSelect={selectAll}>
        {words.commands.selectAll}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Download} onSelect={download}>
        {words.commands.exportFile}
      </MenuItem>
    </>
  );
}

function selectAll(): void {
  const { workflow, select } = workflowStore.getState();
  select({ nodes: workflow?.nodes.map((node) => node.id) ?? [], edges: [] });
}

function download(): void {
  const { workflow } = workflowStore.getState();
  if (workflow !== null) downloadWorkflow(workflow);
}
