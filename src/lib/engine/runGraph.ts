import type { GraphResult } from "@/lib/nodes/nodeKind";
import { Rest } from "@/lib/nodes/rest";
import { addSpent, type Spent } from "@/lib/nodes/spent";
import { AppError, type ErrorCode } from "@/types/errors";
import { MAX_GRAPH_DEPTH, type RunEventBody, type RunStep, type Value } from "@/types/run";
import { costOf } from "./eventCost";
import type { NodeJob } from "./nodeJob";

type Told = Pick<Extract<RunEventBody, { type: "node-error" }>, "node" | "error">;
type Park = Extract<RunEventBody, { type: "node-park" }>;

/**
 * Runs the graph that a node holds, for one of its items and in one round, in the journal and by the means of the run.
 * @throws AppError the first failure inside, under the name of its node; a usage limit that something inside waits for;
 * Rest; an abort
 */
export async function runGraph(
  { node, planned, options }: NodeJob,
  inputs: Record<string, Value>,
  at: Omit<RunStep, "node">,
): Promise<GraphResult> {
  const child = options.childOf?.(planned.node);
  if (child === undefined) throw new AppError("invalid_workflow", "The workflow in this node is not there any more.");
  const step: RunStep = { node, ...at };
  const path = [...(options.path ?? []), step];
  if (path.length > MAX_GRAPH_DEPTH) throw new AppError("invalid_workflow", "The workflows in this node go too deep.");
  const resume = options.resume?.inside(step, child.plan);
  const teller = createTeller(step, options.emit, resume?.spent);
  const { status, outputs } = await options.desk.aside(() =>
    options.runNodes({
      ...options,
      ...{ plan: child.plan, path, resume, emit: teller.emit, runInputs: child.inputsOf?.(inputs) ?? inputs },
      ...{ selected: undefined, given: undefined, pinned: undefined, workflow: child.workflow },
      fresh: options.fresh === "all" || options.fresh?.has(node) === true ? "all" : undefined,
    }),
  );
  options.signal.throwIfAborted();
  if (status === "waiting") throw new Rest();
  if (status === "parked") throw toLimit(teller.park());
  if (status === "failed")
    throw toError(teller.failure(), ({ node: id }) => child.plan.nodes.get(id)?.node.title ?? id);
  return { outputs, ...teller.spent(), isTold: true };
}

/** Hands on what happens inside with the way to it, and keeps what the node has to say of it. */
function createTeller(step: RunStep, emit: (event: RunEventBody) => void, before: Spent = {}) {
  let spent = before;
  let failure: Told | undefined;
  let park: Park | undefined;
  return {
    emit: (event: RunEventBody): void => {
      spent = addSpent(spent, costOf(event));
      if (event.type === "node-error" && event.path === undefined) failure ??= event;
      if (event.type === "node-park" && event.path === undefined) park ??= event;
      // The same event, with the way to its node.
      emit("node" in event ? ({ ...event, path: [step, ...(event.path ?? [])] } as RunEventBody) : event);
    },
    spent: () => spent,
    failure: () => failure,
    park: () => park,
  };
}

/** What stands in the journal for a wait is the same for the node that holds the waiting one. */
function toLimit(park: Park | undefined): AppError {
  const { until = null, window, account = "" } = park ?? {};
  const facts = { ...(until === null ? {} : { resetsAt: until }), window, account, isPlanLimit: true };
  return new AppError("usage_limit_reached", "A node in this workflow waits for a usage limit.", facts);
}

function toError(told: Told | undefined, nameOf: (told: Told) => string): AppError {
  if (told === undefined) return new AppError("invalid_workflow", "A node in this workflow had failed before.");
  const { code, message, details } = told.error;
  // The codes of events are those of the program.
  return new AppError(code as ErrorCode, `${nameOf(told)}: ${message}`, { ...details, inside: told.node });
}
