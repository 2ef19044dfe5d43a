import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { answering, drawing, llm, node, wire } from "@/lib/engine/testRun";
import { createFileAssetStore } from "@/lib/storage/file/fileAssetStore";
import { createFileResultCache } from "@/lib/storage/file/fileResultCache";
import { createFileRunDigests } from "@/lib/storage/file/fileRunDigests";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { createFileRunLabels } from "@/lib/storage/file/fileRunLabels";
import { createFileRuns } from "@/lib/storage/file/fileRuns";
import type { AssetStore } from "@/lib/storage/ports";
import { testWork } from "@/lib/worker/testWork";
import type { RunEvent, RunEventBody } from "@/types/run";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import { createNodeAssets } from "./nodeAssets";
import { createRunService, type RunService, type RunServiceOptions } from "./runService";
import { storeOf } from "./testChildren";

/** The run service of one process on a data directory. Twice on the same one: as two processes, or after a restart. */
export function runServiceIn(
  directory: string,
  options: Partial<RunServiceOptions> = {},
): RunService & { assets: AssetStore } {
  const { assets = createFileAssetStore(join(directory, "assets")) } = options;
  const limits = async () => ({ maxBytes: 1e9, maxAgeMs: 1e9 });
  const service = createRunService({
    ...createFileRuns(join(directory, "runs")),
    listing: { kind: "digests", digests: createFileRunDigests(join(directory, "runs")) },
    labels: createFileRunLabels(join(directory, "runs")),
    workflows: storeOf(),
    assets,
    nodeAssets: createNodeAssets(assets),
    nodeWork: testWork,
    callLlm: answering((text) => text.toUpperCase()),
    makeImages: drawing,
    cache: createFileResultCache({ directory: join(directory, "cache"), limits }),
    reportBug: (error) => {
      throw error;
    },
    ...options,
  });
  return { ...service, assets };
}

export function workflowOf(nodes: WorkflowNode[], arrows: string[], id = "w1"): Workflow {
  return {
    ...{ format: "patchbay/workflow", version: 1, id, name: "A test", revision: 1 },
    nodes,
    edges: arrows.map(wire),
    layout: { nodes: {}, groups: [] },
  };
}

/** A list of these items, through a model, into an output. */
export function listWorkflow(items: string[], settings: Record<string, unknown> = {}): Workflow {
  const nodes = [
    node("l", "list", { text: items.join("\n"), split: "lines" }),
    llm("m", settings),
    node("o", "output", { format: "auto" }),
  ];
  return workflowOf(nodes, ["l.items>m.prompt", "m.text>o.value"]);
}

/** All events of a run after `after`, until it ends. */
export async function watch(runs: RunService, id: string, after = 0): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of runs.events(id, after, new AbortController().signal)) events.push(event);
  return events;
}

/** Waits until a run has told an event like this. */
export async function until(runs: RunService, id: string, type: RunEvent["type"]): Promise<void> {
  for await (const event of runs.events(id, 0, new AbortController().signal)) if (event.type === type) return;
}

export async function runToEnd(
  runs: RunService,
  workflow: Workflow,
  request?: Parameters<RunService["start"]>[1],
): Promise<RunEvent[]> {
  const { id } = await runs.start(workflow, request);
  return watch(runs, id);
}

/** Two lists, one after the other, and what is made of them: 41 calls. */
export const killWorkflow = workflowOf(
  [
    node("l", "list", {
      text: Array.from({ length: 20 }, (_, n) => `${n} ${"owl".repeat(n % 5)}`).join("\n"),
      split: "lines",
    }),
    llm("first", { maxParallel: 4 }),
    llm("second", { maxParallel: 3, system: "again" }),
    node("j", "join", { separator: "+" }),
    llm("sum"),
    node("o", "output", { format: "auto" }),
  ],
  ["l.items>first.prompt", "first.text>second.prompt", "second.text>j.items", "j.text>sum.prompt", "sum.text>o.value"],
);

/** Adds a line to a journal as a process that was killed right after it had written it: nothing is left open. */
export async function noteAndDie(directory: string, runId: string, body: RunEventBody): Promise<void> {
  const runs = join(directory, "runs");
  const seq = ((await createFileRunJournal(runs).read(runId)).at(-1)?.seq ?? 0) + 1;
  const line = JSON.stringify({ seq, at: new Date().toISOString(), ...body });
  await appendFile(join(runs, runId, "events.jsonl"), `${line}\n`);
}
