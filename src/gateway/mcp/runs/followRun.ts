import type { McpCaller, ToolCall } from "@/gateway/mcp/tool";
import { createRunProblems, MAX_PROBLEMS } from "@/lib/runProblems";
import type { RunDetail } from "@/types/answers";
import type { RunEvent } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import type { Workflow } from "@/types/workflow";
import { createRunProgress } from "./runProgress";

/** A failure in a run, or what a call went on in spite of. */
export interface RunProblem {
  node?: string;
  title?: string;
  /** The place in a list, from 0. */
  item?: number;
  code: string;
  message: string;
  action?: string;
}

export interface FollowedRun {
  summary: RunDetail;
  problems: RunProblem[];
  notices: RunProblem[];
}

/** Text comes in many small pieces; words about it are told this often, in milliseconds. */
const TOLD_EVERY_MS = 500;

/**
 * Follows a run until it ends, parks, waits for a person, or the time is up; then it goes on. Whoever cancels the call stops the run.
 * @throws AppError `not_found`, `storage_failed`, and AbortError once nobody waits for the answer
 */
export async function followRun(
  id: string,
  workflow: Pick<Workflow, "nodes">,
  { caller, cancelled, gone, tell }: ToolCall,
  waitMs: number,
): Promise<FollowedRun> {
  const { runs } = caller.services;
  const stop = AbortSignal.any([cancelled, gone, AbortSignal.timeout(waitMs)]);
  const found = createFindings(workflow);
  const teller = createTeller(workflow, tell);
  for await (const event of runs.events(id, 0, stop)) {
    found.add(event);
    teller(event);
  }
  await stopIfCancelled(id, caller, cancelled);
  if (gone.aborted) throw nobodyWaits();
  return { summary: await runs.look(id), ...found.all() };
}

/** Stops what was started for a call that nobody wants any more. @throws AbortError then */
async function stopIfCancelled(id: string, { services }: McpCaller, cancelled: AbortSignal): Promise<void> {
  if (!cancelled.aborted) return;
  await services.runs.cancel(id);
  throw nobodyWaits();
}

/** The reason of a signal may be any error, and an abort is none. */
function nobodyWaits(): DOMException {
  return new DOMException("Nobody waits for the answer any more.", "AbortError");
}

function createTeller(workflow: Pick<Workflow, "nodes">, tell: ToolCall["tell"]): (event: RunEvent) => void {
  const progressOf = createRunProgress(workflow);
  let toldAtMs = 0;
  return (event) => {
    const progress = progressOf(event);
    const isPiece = event.type === "node-delta" || event.type === "node-reasoning" || event.type === "node-item";
    const nowMs = performance.now();
    if (progress === undefined || (isPiece && nowMs - toldAtMs < TOLD_EVERY_MS)) return;
    toldAtMs = nowMs;
    tell(progress);
  };
}

function createFindings({ nodes }: Pick<Workflow, "nodes">) {
  const titles = new Map(nodes.map(({ id, title }) => [id, title]));
  const problems = createRunProblems();
  const notices: RunProblem[] = [];
  const at = (node: string | undefined, item?: number) => {
    const title = titles.get(node ?? "");
    return { ...(node && { node }), ...(title && { title }), ...(item === undefined ? {} : { item }) };
  };
  return {
    add: (event: RunEvent): void => {
      problems.add(event);
      if (event.type !== "notice" || !isOwn(event) || notices.length === MAX_PROBLEMS) return;
      notices.push({ ...at(event.node, event.item), code: event.code, message: event.message });
    },
    all: () => ({
      problems: problems.told().map(
        ({ node, item, error: { code, message, action } }): RunProblem => ({
          ...{ ...at(node, item), code, message },
          ...(action && { action }),
        }),
      ),
      notices,
    }),
  };
}
