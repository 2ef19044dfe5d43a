import { useEffect, useState } from "react";
import { titleOf } from "@/components/kinds/nodeViews";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { runs as words } from "@/components/messages/runs";
import { nodeById } from "@/store/graphIndex";
import type { RunState } from "@/store/runReducer";
import { isActive } from "@/store/runStatus";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";

const told: ReadonlySet<string> = new Set(["done", "cached", "failed", "parked", "waiting"]);

/** Tells a screen reader, briefly, which nodes ended and how the run went. */
export function RunAnnouncer() {
  const [text, setText] = useState("");
  useEffect(
    () =>
      runStore.subscribe(({ run }, { run: before }) => {
        const news = newsBetween(before, run);
        if (news !== "") setText(news);
      }),
    [],
  );
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {text}
    </p>
  );
}

function newsBetween(before: RunState, run: RunState): string {
  // A run that is shown again after a reload is no news.
  if (before.nodes === run.nodes || before.id !== run.id || !isActive(before.status)) return "";
  const { workflow } = workflowStore.getState();
  const ended = Object.entries(run.nodes).flatMap(([id, { status }]) => {
    const node = workflow === null ? undefined : nodeById(workflow.nodes, id);
    if (node === undefined || before.nodes[id]?.status === status || !told.has(status)) return [];
    return [words.announceNode(titleOf(node), nodeWords.statuses[status])];
  });
  const end = isActive(run.status) ? undefined : words.announceEnd[run.status];
  return [...ended, end].filter(Boolean).join(". ");
}
