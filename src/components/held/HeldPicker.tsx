"use client";
import { Workflow } from "lucide-react";
import { useMemo } from "react";
import { whenText } from "@/components/accounts";
import { useWorkflowList } from "@/components/hooks/useWorkflowList";
import { messages } from "@/components/messages/en";
import { held as words } from "@/components/messages/held";
import { SearchDialog } from "@/components/search/SearchDialog";
import { toast } from "@/components/ui/toast";
import { useWorkflow } from "@/store/useWorkflow";
import { toErrorBody } from "@/types/errors";
import { hold } from "./hold";

/** Chooses the workflow that a node holds, by a few letters of its name. The open one cannot hold itself. */
export function HeldPicker({ node, onClose }: { node: string; onClose: () => void }) {
  const { workflows } = useWorkflowList();
  const openId = useWorkflow(({ workflow }) => workflow?.id);
  const groups = useMemo(() => {
    const items = (workflows ?? [])
      .filter(({ id }) => id !== openId)
      .map(({ id, name, nodeCount, updatedAt }) => ({
        ...{ id, icon: Workflow, name },
        hint: `${messages.shell.openDialog.nodes(nodeCount)} · ${whenText(updatedAt)}`,
        run: () => {
          hold(node, id).catch((error: unknown) => toast.error(toErrorBody(error).message));
        },
      }));
    return [{ label: words.picker.workflows, items }];
  }, [workflows, openId, node]);
  const { title, placeholder, empty } = words.picker;
  return <SearchDialog {...{ title, placeholder, empty }} groups={groups} onClose={onClose} />;
}
