"use client";
import { FilePlus2, House, LayoutTemplate, Workflow } from "lucide-react";
import { useMemo } from "react";
import { whenText } from "@/components/accounts";
import { useWorkflowList } from "@/components/hooks/useWorkflowList";
import { messages } from "@/components/messages/en";
import { templates as templateWords } from "@/components/messages/templates";
import { SearchDialog } from "@/components/search/SearchDialog";
import type { SearchGroup } from "@/components/search/searchGroups";
import { openTemplates } from "@/store/dialogStore";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowSummary } from "@/types/workflow";
import { openStart } from "./startUi";
import { goToWorkflow, startNewWorkflow } from "./workflowActions";

const words = messages.start.switcher;

/** From one workflow to another by a few letters of its name. */
export function WorkflowSwitcher({ onClose }: { onClose: () => void }) {
  const { workflows } = useWorkflowList();
  const openId = useWorkflow(({ workflow }) => workflow?.id);
  const groups = useMemo(() => {
    // The open one comes last: Enter goes to the one before it.
    const [current, others] = [
      workflows?.filter(({ id }) => id === openId),
      workflows?.filter(({ id }) => id !== openId),
    ];
    return [workflowGroup([...(others ?? []), ...(current ?? [])]), otherGroup()];
  }, [workflows, openId]);
  return <SearchDialog {...words} groups={groups} onClose={onClose} />;
}

/** Of the palette too. */
export function workflowGroup(workflows: readonly WorkflowSummary[]): SearchGroup {
  const items = workflows.map(({ id, name, nodeCount, updatedAt }) => ({
    id: `workflow ${id}`,
    icon: Workflow,
    name,
    hint: `${messages.shell.openDialog.nodes(nodeCount)} · ${whenText(updatedAt)}`,
    run: () => void goToWorkflow(id),
  }));
  return { label: words.workflows, items };
}

const otherGroup = (): SearchGroup => ({
  label: words.others,
  items: [
    { id: "new", icon: FilePlus2, name: messages.start.new, run: () => void startNewWorkflow() },
    { id: "templates", icon: LayoutTemplate, name: templateWords.all, run: openTemplates },
    { id: "start", icon: House, name: messages.start.title, run: openStart },
  ],
});
