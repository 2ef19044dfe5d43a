import { BookOpen, Cable, Group, PencilLine, Plus, Ungroup, Unlink } from "lucide-react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { removeKeepingWires } from "@/components/canvas/takeOutNodes";
import { CommandItem } from "@/components/commands/CommandItem";
import { iconOf } from "@/components/commands/icons";
import { isPossible } from "@/components/commands/registry";
import { titleOf } from "@/components/kinds/nodeViews";
import { arrange } from "@/components/messages/arrange";
import { grouping } from "@/components/messages/grouping";
import { outline as words } from "@/components/messages/outline";
import { hasReadable } from "@/components/nodes/readable";
import { openReader } from "@/components/nodes/readerUi";
import { SwitchItems } from "@/components/nodes/SwitchItems";
import { RunItems } from "@/components/runs/RunItems";
import { MenuAt, MenuItem, MenuSeparator, Submenu } from "@/components/ui/Menu";
import { nodeById } from "@/store/graphIndex";
import { groupNodes, groupOf, groupsOf, moveToGroup } from "@/store/groups";
import { useMay } from "@/store/person";
import { runStore } from "@/store/useRun";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { OutlineMenu } from "./outlineMenu";

/** Everything that can be done with a node of the outline, or with all that are selected. */
export function RowMenu({ menu, onClose }: { menu: OutlineMenu | null; onClose: () => void }) {
  const node = useWorkflow(({ workflow }) => menu && workflow && nodeById(workflow.nodes, menu.node));
  return (
    <MenuAt point={menu} label={node ? words.actions(titleOf(node)) : words.title} onClose={onClose}>
      {node && <Items node={node.id} />}
    </MenuAt>
  );
}

function Items({ node }: { node: string }) {
  const selected = useWorkflow(({ selection }) => selection.nodes);
  const mayEdit = useMay("editor");
  const canRead = hasReadable(runStore.getState().run.nodes[node]);
  const open = (isAfter?: boolean) => () => useCanvasUi.setState({ place: "outline", wiring: { node, isAfter } });
  return (
    <>
      <RunItems nodes={selected} />
      <MenuItem icon={BookOpen} disabled={!canRead} onSelect={() => openReader(node)}>
        {words.read}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={Cable} disabled={!mayEdit} onSelect={open()}>
        {words.wires.choose}
      </MenuItem>
      <MenuItem icon={Plus} disabled={!mayEdit} onSelect={open(true)}>
        {words.wires.after}
      </MenuItem>
      <MenuSeparator />
      <CommandItem id="rename" icon={PencilLine} />
      {isPossible("editLarge") && <CommandItem id="editLarge" icon={iconOf("editLarge")} />}
      <SwitchItems />
      {mayEdit && <GroupItems nodes={selected} />}
      <CommandItem id="describeChange" icon={iconOf("describeChange")} />
      <MenuSeparator />
      {(["duplicate", "duplicateWired", "copy", "cut"] as const).map((id) => (
        <CommandItem key={id} id={id} icon={iconOf(id)} />
      ))}
      <MenuSeparator />
      <MenuItem icon={Unlink} disabled={!mayEdit} onSelect={() => removeKeepingWires(selected)}>
        {arrange.takeOut}
      </MenuItem>
      <CommandItem id="remove" icon={iconOf("remove")} danger />
    </>
  );
}

/** To put nodes into a group, a new one or one there is, and out of theirs. */
function GroupItems({ nodes }: { nodes: readonly string[] }) {
  const workflow = useWorkflow((state) => state.workflow);
  if (workflow === null) return null;
  const { edit } = workflowActions();
  const isInAny = nodes.some((id) => groupOf(workflow, id) !== undefined);
  return (
    <Submenu label={words.group.menu} icon={Group}>
      {groupsOf(workflow).map(({ id, title }) => (
        <MenuItem key={id} icon={Group} onSelect={() => edit((doc) => moveToGroup(doc, nodes, id))}>
          {title ?? grouping.defaultTitle}
        </MenuItem>
      ))}
      <MenuItem icon={Plus} onSelect={() => edit((doc) => groupNodes(doc, nodes))}>
        {words.group.new}
      </MenuItem>
      <MenuItem icon={Ungroup} disabled={!isInAny} onSelect={() => edit((doc) => moveToGroup(doc, nodes, undefined))}>
        {words.group.leave}
      </MenuItem>
    </Submenu>
  );
}
