import { kindOf } from "@/lib/nodes/nodeKinds";
import type { Preflight } from "@/types/api";
import { isAppError, toErrorBody } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import * as api from "./endpoints";
import { missingInputs } from "./missingInputs";
import type { RunState } from "./runReducer";
import { endedCount, isActive } from "./runStatus";
import type { RunQuestion, RunStoreState } from "./runStore";
import { saveNow } from "./session";
import { ASK_ABOVE_CALLS, couldExceed, countCalls } from "./spending";
import { isRunning, runStore } from "./useRun";
import { workflowStore } from "./useWorkflow";

/** What the page does with its one run. */

/** Runs or resumes are asked for one at a time. A refusal stands in `startError`. */
async function begin(ask: () => Promise<void>): Promise<void> {
  if (isRunning(runStore.getState())) return;
  runStore.setState({ starting: true, startError: null });
  try {
    await ask();
  } catch (error) {
    if (!isAppError(error)) console.error(error);
    runStore.setState({ startError: toErrorBody(error), refusedGraph: workflowStore.getState().workflow });
  } finally {
    runStore.setState({ starting: false });
  }
}

/** Whether a run is put off; who answers yes starts it later. */
type RunGate = (scope: api.RunScope) => boolean;

let gate: RunGate | undefined;

/** Lets the page put runs off, until something is connected for example. Returns the clean-up. */
export function setRunGate(next: RunGate): () => void {
  gate = next;
  return () => {
    if (gate === next) gate = undefined;
  };
}

/**
 * Runs the workflow as it stands, or a part of it. A refusal stands in `startError`; a run of more calls than the
 * person wants to make unasked stands in `question` instead, one that lacks nothing but values in `asked`.
 */
export async function startRun(scope: api.RunScope = {}): Promise<void> {
  if (gate?.(scope)) return;
  await begin(() => tryRun(scope));
}

async function tryRun(scope: api.RunScope): Promise<void> {
  try {
    const question = await questionFor(scope);
    if (question === undefined) await createRun(scope);
    else runStore.setState({ question, starting: false }); // at once: what asks would find its button busy
  } catch (error) {
    const missing = missingInputs(toErrorBody(error));
    if (missing === undefined) throw error;
    runStore.setState({ asked: { scope, missing }, starting: false });
  }
}

/**
 * Starts the run that waits for values, with these by name; null drops it. While another run is at work it goes on
 * waiting, so that what was given is not lost.
 */
export function answerInputs(inputs: NonNullable<api.RunScope["inputs"]> | null): Promise<void> {
  if (inputs !== null && isRunning(runStore.getState())) return Promise.resolve();
  const { asked } = runStore.getState();
  runStore.setState({ asked: null });
  if (inputs === null || asked === null) return Promise.resolve();
  const { scope } = asked;
  return begin(() => tryRun({ ...scope, inputs: { ...scope.inputs, ...inputs } }));
}

/** Starts the run that waits for a yes, or drops it. While another is at work it goes on waiting. */
export function answerQuestion(isYes: boolean): Promise<void> {
  if (isYes && isRunning(runStore.getState())) return Promise.resolve();
  const { question } = runStore.getState();
  runStore.setState({ question: null });
  return isYes && question !== null ? begin(() => createRun(question.scope)) : Promise.resolve();
}

async function questionFor(scope: api.RunScope): Promise<RunQuestion | undefined> {
  const { runs } = await api.readSettings();
  const limit = runs?.askAboveCalls ?? ASK_ABOVE_CALLS;
  const { workflow } = workflowStore.getState();
  if (workflow === null || !couldExceed(workflow.nodes, limit)) return undefined;
  const preflight = await preflightRun(scope);
  return countCalls(preflight) > limit ? { scope, preflight, limit } : undefined;
}

/** What a run of the open document would cost. @throws AppError */
export async function preflightRun(scope: api.RunScope): Promise<Preflight> {
  const request = await toRunRequest(scope);
  return request === undefined ? { calls: [], limits: [], warnings: [] } : api.preflightRun(request);
}

async function createRun(scope: api.RunScope): Promise<void> {
  const request = await toRunRequest(scope);
  const { workflow } = workflowStore.getState();
  if (request === undefined || workflow === null) return;
  const { id } = await api.createRun(request);
  const { run, ranGraph: earlierGraph, isGhost, follow } = runStore.getState();
  const graph = { nodes: workflow.nodes, edges: workflow.edges };
  if (scope.select === undefined || isGhost) follow({ id, status: "queued" }, { ranGraph: graph });
  else follow({ id, status: "queued" }, { ranGraph: graph, earlier: run.nodes, earlierGraph });
}

/** The request for a run of the open document, saved as far as it can be; undefined when none is open. */
async function toRunRequest(scope: api.RunScope): Promise<api.RunRequest | undefined> {
  await saveNow();
  const { workflow, edition, savedEdition } = workflowStore.getState();
  if (workflow === null) return undefined;
  const isSaved = edition === savedEdition && workflow.revision > 0;
  return isSaved ? { ...scope, workflowId: workflow.id } : { ...scope, workflow };
}

/** Goes on with the shown run: what waits or was cut off, and what failed once more. A refusal stands in `startError`. */
export function resumeRun(request: api.ResumeRequest = {}): Promise<void> {
  return begin(async () => {
    const { run, followOn } = runStore.getState();
    if (run.id === null) return;
    await api.resumeRun(run.id, request);
    followOn();
  });
}

/** Tries a parked run before its limit ends. True if that is all that came of it: it has parked again. */
export async function tryParkedRun(): Promise<boolean> {
  const { id } = runStore.getState().run;
  await resumeRun();
  if (runStore.getState().startError !== null) return false;
  const { run } = await nextRest();
  return run.id === id && run.status === "parked";
}

/** As soon as no run is at work. */
function nextRest(): Promise<RunStoreState> {
  return new Promise((resolve) => {
    const check = (state: RunStoreState) => {
      if (isActive(state.run.status)) return;
      unsubscribe();
      resolve(state);
    };
    const unsubscribe = runStore.subscribe(check);
    check(runStore.getState());
  });
}

/** Asks the server to stop the run; its `run-end` ends it here. */
export async function stopRun(): Promise<void> {
  const { run, stopping } = runStore.getState();
  if (run.id === null || stopping || !isActive(run.status)) return;
  runStore.setState({ stopping: true });
  try {
    await api.cancelRun(run.id);
  } catch (error) {
    runStore.setState({ stopping: false, startError: toErrorBody(error) });
  }
}

/** Gives up a run that waits: it does not go on by itself any more. */
export function giveUpRun(): Promise<void> {
  return begin(async () => {
    const { run, followOn } = runStore.getState();
    if (run.id === null) return;
    await api.cancelRun(run.id);
    followOn();
  });
}

/** "3 of 5": nodes that ended, of those that run at all (a note does not). */
export function runProgress(run: RunState, workflow: Workflow | null): { done: number; total: number } {
  const runnable = workflow?.nodes.filter((node) => kindOf(node.type)?.execute !== undefined).length ?? 0;
  return { done: endedCount(run), total: run.total ?? runnable };
}
