import { setTimeout as sleep } from "node:timers/promises";
import { llm, node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import type { RunEvent } from "@/types/run";
import type { Workflow } from "@/types/workflow";
import { readRun } from "./readRun";

/** Items of a run, with a call each; one more call joins their answers. */
export const ITEMS = 6;
const PAUSE_MS = 50;

/** A run that a server said it has. */
export interface Acknowledged {
  name: string;
  /** What one reader was told of it, over all servers that it asked. */
  told: Promise<RunEvent[]>;
}

export interface TeamLoad {
  /** By id. */
  runs: ReadonlyMap<string, Acknowledged>;
  /** Documents that a server said it has, as it has them. */
  documents: readonly Workflow[];
  /** What servers answered that could not do it, as `500 storage_failed`. */
  refusals: ReadonlySet<string>;
  /** Starts nothing more; what was started goes on. */
  stop(): Promise<void>;
}

export interface TeamLoadOptions {
  /** The address of any server. */
  nextServer: () => string;
  /** Runs that have not ended, at one time. */
  atOnce: number;
  /** Ends the readers. */
  signal: AbortSignal;
}

/** Saves documents and starts runs of them, each at another server, and reads all of them at others. */
export function startLoad({ nextServer, atOnce, signal }: TeamLoadOptions): TeamLoad {
  const runs = new Map<string, Acknowledged>();
  const documents: Workflow[] = [];
  const refusals = new Set<string>();
  let open = 0;
  let isStopped = false;

  /** Undefined where nobody has acknowledged it: it may have come to pass all the same. */
  const post = async <T>(path: string, body: unknown): Promise<T | undefined> => {
    const answer = await fetch(`${nextServer()}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).catch(() => undefined);
    const json = await answer?.json().catch(() => undefined);
    if (answer?.status === 201 && json !== undefined) return json;
    if (json !== undefined) refusals.add(`${answer?.status} ${json.error.code}`);
    return undefined;
  };

  const startOne = async (name: string): Promise<void> => {
    const document = await post<Workflow>("/api/workflows", teamWorkflow(name));
    if (document === undefined) return;
    documents.push(document);
    const run = await post<{ id: string }>("/api/runs", { workflowId: document.id, useCache: false });
    if (run === undefined) return;
    open++;
    const told = readRun(run.id, nextServer, signal).finally(() => open--);
    runs.set(run.id, { name, told });
  };

  const work = async (): Promise<void> => {
    for (let number = 0; !isStopped; number++) {
      if (open < atOnce) await startOne(`run ${number}`);
      await sleep(PAUSE_MS);
    }
  };
  const working = work();
  return {
    runs,
    documents,
    refusals,
    stop: () => {
      isStopped = true;
      return working;
    },
  };
}

export function promptOf(name: string, item: number): string {
  return `${name} item ${item}`;
}

function teamWorkflow(name: string): Workflow {
  const text = Array.from({ length: ITEMS }, (_, item) => promptOf(name, item)).join("\n");
  const model = { provider: "openai-auth", model: "gpt-6-sol" };
  return workflowOf(
    [
      node("list", "list", { text, split: "lines" }),
      llm("each", { ...model, maxParallel: 3 }),
      node("join", "join", { separator: "+" }),
      llm("sum", model),
      node("out", "output", { name: "result" }),
    ],
    ["list.items>each.prompt", "each.text>join.items", "join.text>sum.prompt", "sum.text>out.value"],
    name.replaceAll(" ", "-"),
  );
}
