import type { Usage } from "@/types/llm";
import type { Payer } from "@/types/providers";
import type { RunEvent, RunSummary } from "@/types/run";

const noUsage: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, reasoningTokens: 0, totalTokens: 0 };

/**
 * What a journal says of its run. A journal without an end is `running` while somebody works on it,
 * else `interrupted`.
 */
export function summarizeRun(id: string, events: readonly RunEvent[], isAtWork: boolean): RunSummary {
  const started = new Set<string>();
  const payers = new Map<string, Payer>();
  let usage = noUsage;
  const counts = { total: 0, done: 0, failed: 0, skipped: 0, running: 0, calls: 0 };
  const summary: RunSummary = {
    id,
    status: isAtWork ? "running" : "interrupted",
    problems: 0,
    counts,
    usage,
    payers: [],
    createdAt: events[0]?.at ?? "",
  };
  for (const event of events) {
    if (event.type === "run-start") {
      counts.total = event.total;
      summary.workflowId = event.workflowId;
    } else if (event.type === "node-start") started.add(event.node);
    else if (event.type === "node-end") {
      started.delete(event.node);
      counts.done++;
      summary.problems += event.failedItems ?? 0;
      if (event.payer !== undefined) payers.set(`${event.payer.kind}:${event.payer.id}`, event.payer);
      if (event.usage !== undefined && !event.cached) {
        counts.calls++;
        usage = addUsage(usage, event.usage);
      }
    } else if (event.type === "node-error") {
      started.delete(event.node);
      counts.failed++;
    } else if (event.type === "node-skip") counts.skipped++;
    else if (event.type === "run-end") {
      summary.status = event.status;
      summary.outputs = event.outputs;
      summary.endedAt = event.at;
      started.clear();
    }
  }
  return {
    ...summary,
    counts: { ...counts, running: isAtWork ? started.size : 0 },
    usage,
    payers: [...payers.values()],
  };
}

function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    totalTokens: a.totalTokens + b.totalTokens,
  };
}
