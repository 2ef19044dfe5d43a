import {
  ChevronsDownUp,
  CopyPlus,
  Ellipsis,
  MousePointer2,
  Palette,
  PencilLine,
  Play,
  Trash2,
  Ungroup,
} from "lucide-react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { groupStyle } from "@/components/board/groupLook";
import { duplicateBelow } from "@/components/canvas/duplicate";
import { grouping as words } from "@/components/messages/grouping";
import { IconButton } from "@/components/ui/IconButton";
import { Menu, MenuItem, MenuSeparator, Submenu } from "@/components/ui/Menu";
import { changeGroup, ungroup } from "@/store/groups";
import { startRun } from "@/store/runSession";
import { useIsRunning } from "@/store/useRun";
import { workflowActions } from "@/store/useWorkflow";
import { groupColours, type NodeGroup } from "@/types/workflow";
import { selectGroup } from "./groupActions";

/** Everything that can be done with a group. */
export function GroupMenu({ group, title, onToggle }: { group: NodeGroup; title: string; onToggle: () => void }) {
  const isRunning = useIsRunning();
  const { id, nodes, collapsed } = group;
  const { edit, removeNodes } = workflowActions();
  return (
    <Menu
      align="end"
      trigger={<IconButton size="sm" icon={Ellipsis} label={words.actions(title)} className="ml-auto h-6 w-6" />}
    >
      <MenuItem icon={Play} disabled={isRunning} onSelect={() => void startRun({ select: { nodes: [...nodes] } })}>
        {words.run}
      </MenuItem>
      <MenuItem icon={MousePointer2} onSelect={() => selectGroup(nodes)}>
        {words.selectNodes}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={PencilLine} onSelect={() => useCanvasUi.setState({ renaming: id })}>
        {words.renameItem}
      </MenuItem>
      <Submenu label={words.colour} icon={Palette}>
        {groupColours.map((colour) => (
          <MenuItem key={colour} onSelect={() => edit((doc) => changeGroup(doc, id, { colour }))}>
            <span className="flex items-center gap-2">
              <span style={groupStyle(colour)} className="group-swatch" />
              {words.colours[colour]}
            </span>
          </MenuItem>
        ))}
      </Submenu>
      <MenuItem icon={ChevronsDownUp} onSelect={onToggle}>
        {collapsed ? words.expand : words.collapse}
      </MenuItem>
      <MenuItem icon={CopyPlus} onSelect={() => duplicateBelow(nodes)}>
        {words.duplicate}
      </MenuItem>
      <MenuItem icon={Ungroup} onSelect={() => edit((doc) => ungroup(doc, [id]))}>
        {words.ungroup}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Trash2} danger onSelect={() => removeNodes([...nodes])}>
        {words.remove}
      </MenuItem>
    </Menu>
  );
}
