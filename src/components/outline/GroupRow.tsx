import { ChevronDown, ChevronRight } from "lucide-react";
import { isOpenIn, useCanvasUi } from "@/components/board/canvasUi";
import { groupStyle } from "@/components/board/groupLook";
import { GroupMenu } from "@/components/canvas/groups/GroupMenu";
import { GroupState } from "@/components/canvas/groups/GroupState";
import { GroupTitleField } from "@/components/canvas/groups/GroupTitleField";
import { grouping as words } from "@/components/messages/grouping";
import { changeGroup } from "@/store/groups";
import { workflowActions } from "@/store/useWorkflow";
import type { NodeGroup } from "@/types/workflow";
import { RowHeading } from "./OutlineRow";

/** A group as a branch: a press folds its nodes away, here and on the canvas. */
export function GroupRow(props: { group: NodeGroup; isCurrent: boolean; isPhone: boolean }) {
  const { group, isCurrent, isPhone } = props;
  const { id, nodes, collapsed, colour } = group;
  const title = group.title ?? words.defaultTitle;
  const isRenaming = useCanvasUi(isOpenIn("outline", "renaming", id));
  const Chevron = collapsed ? ChevronRight : ChevronDown;
  return (
    <div
      data-outline-row={id}
      style={groupStyle(colour)}
      className="flex items-center gap-2 rounded-card border border-(--group) px-2 py-1 max-sm:min-h-12"
    >
      {isRenaming ? (
        <GroupTitleField id={id} title={group.title ?? ""} name={title} />
      ) : (
        <RowHeading isInside={false} isPhone={isPhone}>
          <button
            type="button"
            data-row-button
            tabIndex={isCurrent ? 0 : -1}
            aria-label={words.groupOf(title, nodes.length)}
            aria-expanded={!collapsed}
            onClick={() => toggleGroup(group)}
            className="flex h-8 w-full items-center gap-2 truncate rounded-sm text-left font-semibold max-sm:h-11"
          >
            <Chevron size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <span className="truncate">{title}</span>
          </button>
        </RowHeading>
      )}
      <GroupState nodes={nodes} />
      <GroupMenu group={group} title={title} onToggle={() => toggleGroup(group)} />
    </div>
  );
}

export function toggleGroup({ id, collapsed }: NodeGroup): void {
  workflowActions().edit((doc) => changeGroup(doc, id, { collapsed: collapsed ? undefined : true }));
}
