import { ChevronDown, ChevronRight } from "lucide-react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { grouping as words } from "@/components/messages/grouping";
import { IconButton } from "@/components/ui/IconButton";
import { changeGroup } from "@/store/groups";
import { useMay } from "@/store/person";
import { workflowActions } from "@/store/useWorkflow";
import type { NodeGroup } from "@/types/workflow";
import { GroupMenu } from "./GroupMenu";
import { GroupState } from "./GroupState";
import { GroupTitleField } from "./GroupTitleField";
import { selectGroup } from "./groupActions";
import { useGroupDrag } from "./useGroupDrag";

/** Name, state and actions of a group. By it the group is moved; a press selects its nodes. */
export function GroupBar({ group, shown }: { group: NodeGroup; shown?: readonly string[] }) {
  const { id, nodes, collapsed } = group;
  const title = group.title ?? words.defaultTitle;
  const isRenaming = useCanvasUi(isOpenIn("canvas", "renaming", id));
  const drag = useGroupDrag(nodes, shown);
  const mayEdit = useMay("editor");
  const toggle = () =>
    workflowActions().edit((doc) => changeGroup(doc, id, { collapsed: collapsed ? undefined : true }));
  return (
    <header {...drag} className="group-bar nopan nodrag">
      <IconButton
        size="sm"
        icon={collapsed ? ChevronRight : ChevronDown}
        label={collapsed ? words.expandOf(title) : words.collapseOf(title)}
        aria-expanded={!collapsed}
        disabled={!mayEdit}
        onClick={toggle}
        className="h-6 w-6"
      />
      {isRenaming ? (
        <GroupTitleField id={id} title={group.title ?? ""} name={title} />
      ) : (
        <button
          type="button"
          aria-label={words.groupOf(title, nodes.length)}
          onClick={(event) => selectGroup(nodes, event.shiftKey || event.ctrlKey || event.metaKey)}
          onDoubleClick={mayEdit ? () => useCanvasUi.setState({ renaming: id }) : undefined}
          className="group-title min-w-0 truncate rounded-sm px-1 text-left font-semibold"
        >
          {title}
        </button>
      )}
      <GroupState nodes={nodes} />
      <GroupMenu group={group} title={title} onToggle={toggle} />
    </header>
  );
}
