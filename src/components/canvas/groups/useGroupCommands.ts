import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { changeGroup } from "@/store/groups";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { groupSelection, touched, ungroupSelection } from "./groupActions";

const actions: CommandActions = {
  group: { run: groupSelection, isPossible: () => workflowStore.getState().selection.nodes.length > 0 },
  ungroup: { run: ungroupSelection, isPossible: () => touched().length > 0 },
  collapseGroup: { run: toggle, isPossible: () => touched().length > 0 },
};

/** Gathering the selected nodes in a group, and what becomes of their groups. */
export function useGroupCommands(): void {
  useCommands(actions);
}

/** Collapses the groups of the selected nodes; expands them where all are collapsed. */
function toggle(): void {
  const groups = touched();
  const collapsed = groups.every((group) => group.collapsed) ? undefined : true;
  workflowActions().edit((doc) => groups.reduce((next, { id }) => changeGroup(next, id, { collapsed }), doc));
}
