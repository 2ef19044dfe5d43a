import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  BetweenVerticalStart,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Download,
  Group,
  Maximize,
  PencilLine,
  Plus,
  Scan,
  Scissors,
  Sparkles,
  Spline,
  Trash2,
  Ungroup,
  Unlink,
  Wand,
  Workflow,
} from "lucide-react";
import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import { CommandItem } from "@/components/commands/CommandItem";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { arrange } from "@/components/messages/arrange";
import { canvas as words } from "@/components/messages/canvas";
import { SwitchItems } from "@/components/nodes/SwitchItems";
import { RunItems } from "@/components/runs/RunItems";
import { MenuAt, MenuItem, MenuSeparator, Submenu } from "@/components/ui/Menu";
import type { Point } from "@/store/documentEdits";
import { useWorkflow } from "@/store/useWorkflow";
import { pasteFromClipboard } from "./clipboardActions";

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
        <WireItems />
      ) : (
        menu && <PaneItems at={menu.at} />
      )}
    </MenuAt>
  );
}

function NodeItems({ nodes }: { nodes: readonly string[] }) {
  return (
    <>
      <RunItems nodes={nodes} />
      <CommandItem id="run" icon={Workflow} />
      <CommandItem id="fitSelection" icon={Scan} />
      <MenuSeparator />
      <CommandItem id="describeChange" icon={Sparkles} />
      {nodes.length === 1 && <CommandItem id="rename" icon={PencilLine} />}
      <CommandItem id="group" icon={Group} />
      <CommandItem id="ungroup" icon={Ungroup} />
      <MenuSeparator />
      <SwitchItems />
      <MenuSeparator />
      <CommandItem id="duplicate" icon={CopyPlus} />
      <CommandItem id="copy" icon={Copy} />
      <CommandItem id="cut" icon={Scissors} />
      <MenuSeparator />
      {nodes.length > 1 && <ArrangeItems />}
      <CommandItem id="takeOut" icon={Unlink} />
      <CommandItem id="remove" icon={Trash2} danger />
    </>
  );
}

const arranging = [
  ["tidy", Wand],
  ["alignLeft", AlignStartVertical],
  ["alignCentre", AlignCenterVertical],
  ["alignRight", AlignEndVertical],
  ["alignTop", AlignStartHorizontal],
  ["alignMiddle", AlignCenterHorizontal],
  ["alignBottom", AlignEndHorizontal],
  ["distributeAcross", AlignHorizontalSpaceBetween],
  ["distributeDown", AlignVerticalSpaceBetween],
] as const;

function ArrangeItems() {
  return (
    <>
      <Submenu label={arrange.menu} icon={AlignStartVertical}>
        {arranging.map(([id, icon]) => (
          <CommandItem key={id} id={id} icon={icon} />
        ))}
      </Submenu>
      <MenuSeparator />
    </>
  );
}

function WireItems() {
  return (
    <>
      <CommandItem id="insertInWire" icon={BetweenVerticalStart} />
      <CommandItem id="addWirePoint" icon={Spline} />
      <MenuSeparator />
      <CommandItem id="remove" icon={Trash2} danger />
    </>
  );
}

function PaneItems({ at }: { at: Point }) {
  return (
    <>
      <MenuItem icon={Plus} shortcut={useKeysOf("palette")} onSelect={() => openPalette(at)}>
        {words.commands.add}
      </MenuItem>
      <MenuItem icon={ClipboardPaste} shortcut={useKeysOf("paste")} onSelect={() => void pasteFromClipboard(at)}>
        {words.commands.paste}
      </MenuItem>
      <CommandItem id="selectAll" icon={Maximize} />
      <CommandItem id="tidy" icon={Wand} />
      <CommandItem id="describe" icon={Sparkles} />
      <MenuSeparator />
      <CommandItem id="exportWorkflow" icon={Download} />
    </>
  );
}
