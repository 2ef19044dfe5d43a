import { useStore, ViewportPortal } from "@xyflow/react";
import { groupStyle } from "@/components/board/groupLook";
import { cx } from "@/components/ui/cx";
import { idSet } from "@/store/graphIndex";
import { groupsOf } from "@/store/groups";
import { useWorkflow } from "@/store/useWorkflow";
import type { NodeGroup } from "@/types/workflow";
import { GroupBar } from "./GroupBar";
import { shownFrame } from "./groupBoxes";

/** The frames of groups, behind the nodes; collapsed ones are nodes themselves. */
export function GroupFrames() {
  const groups = useWorkflow(({ workflow }) => (workflow === null ? undefined : groupsOf(workflow)));
  if (groups === undefined || groups.length === 0) return null;
  return (
    <ViewportPortal>
      {groups.map((group) => !group.collapsed && <GroupFrame key={group.id} group={group} />)}
    </ViewportPortal>
  );
}

function GroupFrame({ group }: { group: NodeGroup }) {
  // As text, so that it renders again only when it stands elsewhere.
  const frame = useStore((state) => shownFrame(state, group));
  const isSelected = useWorkflow(({ selection }) => group.nodes.every((id) => idSet(selection.nodes).has(id)));
  if (frame === "") return null;
  const [x = 0, y = 0, width = 0, height = 0] = frame.split(" ").map(Number);
  return (
    <section
      className={cx("group-frame", isSelected && "group-selected")}
      style={{ ...groupStyle(group.colour), transform: `translate(${x}px, ${y}px)`, width, height }}
    >
      <GroupBar group={group} />
    </section>
  );
}
