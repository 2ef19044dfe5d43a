import type { McpCaller, ToolCall } from "@/gateway/mcp/tool";
import type { RunEvent, RunSummary } from "@/types/run";
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
  summary: RunSummary;
  problems: RunProblem[];
  notices: RunProblem[];
}

/** Of a list with a thousand failed items, these are enough to see why. */
const MAX_PROBLEMS = 20;
/** Text comes in many small pieces; words about it are told this often, in milliseconds. */
const TOLD_EVERY_MS = 500;

/**
 * Follows a run until it ends, parks, or the time is up; then it goes on. Whoever cancels the call stops the run.
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
  return { summary: await runs.read(id), ...found.all() };
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
  const problems = new Map<string, RunProblem>();
  const notices: RunProblem[] = [];
  const at = (node: string | undefined, item?: number) => ({
    ...(node === undefined ? {} : { node }),
    ...(titles.get(node ?? "") === undefined ? {} : { title: titles.get(node ?? "") }),
    ...(item === undefined ? {} : { item }),
  });
  const add = (event: RunEvent): void => {
    if (event.type === "node-start") problems.delete(event.node);
    else if (event.type === "node-error") problems.set(event.node, { ...at(event.node), ...problemOf(event.error) });
    else if (event.type === "node-item") {
      const key = `${event.node} ${event.item}`;
      if (event.error === undefined) problems.delete(key);
      else problems.set(key, { ...at(event.node, event.item), ...problemOf(event.error) });
    } else if (event.type === "notice") {
      notices.push({ ...at(event.node, event.item), code: event.code, message: event.message });
    }
  };
  return {
    add,
    all: () => ({
      problems: [...problems.values()].slice(0, MAX_PROBLEMS),
      notices: notices.slice(0, MAX_PROBLEMS),
    }),
  };
}

function problemOf({ code, message, action }: { code: string; message: string; action?: string }) {
  return { code, message, ...(action === undefined ? {} : { action }) };
}
