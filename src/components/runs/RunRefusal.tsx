import { useEffect } from "react";
import { useGoToNode } from "@/components/board/useGoToNode";
import { titleOf } from "@/components/ErrorNote";
import { titleOf as nameOf } from "@/components/kinds/nodeViews";
import { runs as words } from "@/components/messages/runs";
import { toast } from "@/components/ui/toast";
import { useRun } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";

const SHOWN_MS = 12_000;

/** Says why a run did not start, and leads to the nodes that stand in its way. */
export function RunRefusal() {
  const error = useRun((state) => state.startError);
  const goTo = useGoToNode();
  useEffect(() => {
    if (error === null) return;
    const nodes = nodeIdsOf(error.details);
    const id = toast.error(error.code === "invalid_workflow" ? words.refused : titleOf(error), {
      description: withTitles(error.message, nodes),
      duration: SHOWN_MS,
      action: nodes.length === 0 ? undefined : { label: words.showNodes, onClick: () => goTo(nodes) },
    });
    return () => void toast.dismiss(id);
  }, [error, goTo]);
  return null;
}

/** A server knows a node that nobody named by its id only; on the canvas it goes by its kind. */
export function withTitles(message: string, ids: readonly string[]): string {
  const nodes = workflowStore.getState().workflow?.nodes ?? [];
  const titles = new Map(nodes.filter(({ id }) => ids.includes(id)).map((node) => [node.id, nameOf(node)]));
  return message.replace(/[\w-]+/g, (word) => titles.get(word) ?? word);
}

function nodeIdsOf(details: Record<string, unknown> | undefined): string[] {
  const nodes = details?.nodes;
  return Array.isArray(nodes) ? nodes.filter((node): node is string => typeof node === "string") : [];
}
