import type { Terminal } from "@/cli/command";
import type { RunEvent, RunEventOf } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import type { Workflow } from "@/types/workflow";
import { reasoningLines, sourceLines } from "./besideAnswers";

/** A line of progress is told for one item in so many of a long list. */
const ITEMS_PER_LINE = 25;

/** Tells the events of a run in lines for a person. */
export function createProgress({ nodes }: Pick<Workflow, "nodes">, say: Terminal["say"]): (event: RunEvent) => void {
  const titles = new Map(nodes.map(({ id, title }) => [id, title ?? id]));
  const nameOf = (node: string) => titles.get(node) ?? node;
  const items = new Map<string, number>();

  const tellItem = ({ node, item, status, error }: RunEventOf<"node-item">): void => {
    const done = (items.get(node) ?? 0) + 1;
    items.set(node, done);
    if (status === "failed") say(`✗ ${nameOf(node)}, item ${item + 1}: ${error?.message ?? "failed"}`);
    else if (done % ITEMS_PER_LINE === 0) say(`  ${nameOf(node)}: ${done} items`);
  };

  const tellEnd = (event: RunEventOf<"node-end">): void => {
    for (const line of reasoningLines(event.output.reasoning)) say(line, "dim");
    say(`✓ ${nameOf(event.node)}${describeEnd(event)}`);
    for (const line of sourceLines(event.output.sources, event.items)) say(line);
  };

  return (event) => {
    if (!isOwn(event)) return;
    switch (event.type) {
      case "node-item":
        return tellItem(event);
      case "node-end":
        return tellEnd(event);
      case "node-error":
        return say(`✗ ${nameOf(event.node)}: ${event.error.message}`);
      case "node-skip":
        if (event.because === event.node) return say(`– ${nameOf(event.node)} is muted and was skipped`);
        return say(`– ${nameOf(event.node)} was skipped because of ${nameOf(event.because)}`);
      case "node-park":
        return say(`… ${nameOf(event.node)} is parked${describePark(event)}`);
      case "notice":
        return say(`! ${event.node === undefined ? "" : `${nameOf(event.node)}: `}${event.message}`);
      case "run-end":
        return say(describeRunEnd[event.status]);
    }
  };
}

const describeRunEnd: Record<RunEventOf<"run-end">["status"], string> = {
  completed: "Completed.",
  failed: "Failed.",
  cancelled: "Cancelled.",
  waiting: "Waits for an answer of a person.",
  parked:
    "Parked. A running Patchbay goes on with it when the limit has passed; where no time is told, resume it there.",
};

function describeEnd({ cached, items, failedItems, durationMs, usage }: RunEventOf<"node-end">): string {
  const facts = [
    ...(items === undefined ? [] : [items === 1 ? "1 item" : `${items} items`]),
    ...(failedItems === undefined ? [] : [`${failedItems} failed`]),
    ...(cached ? ["from the cache"] : []),
    ...(usage === undefined || cached ? [] : [`${usage.totalTokens} tokens, ${(durationMs / 1000).toFixed(1)} s`]),
  ];
  return facts.length === 0 ? "" : ` (${facts.join(", ")})`;
}

function describePark({ until, window }: RunEventOf<"node-park">): string {
  return `${until === null ? "" : ` until ${until}`} (${window === undefined ? "usage limit" : `${window} window`})`;
}
