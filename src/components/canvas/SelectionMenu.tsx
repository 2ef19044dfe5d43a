import { AlignStartVertical, ClipboardPaste, Maximize, Plus, Workflow } from "lucide-react";
import type { ComponentProps } from "react";
import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import { CommandItem } from "@/components/commands/CommandItem";
import { iconOf } from "@/components/commands/icons";
import { isPossible } from "@/components/commands/registry";
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

/** A command with the icon that the palette shows beside it. */
function Item(props: ComponentProps<typeof CommandItem>) {
  return <CommandItem icon={iconOf(props.id)} {...props} />;
}

function NodeItems({ nodes }: { nodes: readonly string[] }) {
  return (
    <>
      <RunItems nodes={nodes} />
      <Item id="run" icon={Workflow} />
      <Item id="fitSelection" />
      <MenuSeparator />
      <Item id="describeChange" />
      {nodes.length === 1 && <Item id="rename" />}
      {isPossible("editLarge") && <Item id="editLarge" />}
      <Item id="group" />
      <Item id="ungroup" />
      <Item id="makeWorkflow" />
      <MenuSeparator />
      <SwitchItems />
      <MenuSeparator />
      <Item id="duplicate" />
      <Item id="duplicateWired" />
      <Item id="copy" />
      <Item id="cut" />
      <MenuSeparator />
      {nodes.length > 1 && <ArrangeItems />}
      <Item id="takeOut" />
      <Item id="remove" danger />
    </>
  );
}

const arranging = [
  "tidy",
  ...(["alignLeft", "alignCentre", "alignRight", "alignTop", "alignMiddle", "alignBottom"] as const),
  ...(["distributeAcross", "distributeDown"] as const),
] as const;

function ArrangeItems() {
  return (
    <>
      <Submenu label={arrange.menu} icon={AlignStartVertical}>
        {arranging.map((id) => (
          <Item key={id} id={id} />
        ))}
      </Submenu>
      <MenuSeparator />
    </>
  );
}

function WireItems() {
  return (
    <>
      <Item id="insertInWire" />
      <Item id="addWirePoint" />
      <MenuSeparator />
      <Item id="remove" danger />
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
      <Item id="selectAll" icon={Maximize} />
      <Item id="tidy" />
      <Item id="describe" />
      <MenuSeparator />
      <Item id="exportWorkflow" />
    </>
  );
}
