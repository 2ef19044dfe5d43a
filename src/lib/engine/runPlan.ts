import type { Plan, PlannedNode } from "@/lib/graph/plan";
import type { NodeAssets, NodeResult } from "@/lib/nodes/nodeKind";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { isAbort, toErrorBody } from "@/types/errors";
import type { CallLlm } from "@/types/llm";
import type { PortValues, RunEndStatus, RunEventBody, Value } from "@/types/run";
import { gatherInputs } from "./arrival";

export interface RunPlanOptions {
  plan: Plan;
  runInputs: Record<string, Value>;
  callLlm: CallLlm;
  assets: NodeAssets;
  signal: AbortSignal;
  /** Takes every event in order; whoever shows them makes outcomes durable first. */
  emit: (event: RunEventBody) => void;
  /** Milliseconds; for durations only. */
  now?: () => number;
  /** Logs a bug once and returns the reference that the person sees. */
  reportBug: (error: unknown) => string;
}

export interface RunResult {
  status: Exclude<RunEndStatus, "parked">;
  /** By name of each output node that got a value; by id where it has none, or one that another has already. */
  outputs: PortValues;
}

/**
 * Runs a plan: every node starts the moment all it waits for is done, however many that are. What hangs on a failed
 * node is skipped; the rest goes on. An abort ends the run as `cancelled` once the nodes at work have stopped.
 */
export function runPlan({ now = () => performance.now(), ...options }: RunPlanOptions): Promise<RunResult> {
  const { plan, emit, signal } = options;
  const results = new Map<string, PortValues>();
  const waitsFor = new Map<string, number>();
  const skipped = new Set<string>();
  let atWork = 0;
  let failed = 0;

  return new Promise((resolve) => {
    const start = (planned: PlannedNode): void => {
      atWork++;
      execute(planned, results, { ...options, now }).then((result) => settle(planned, result));
    };

    const settle = (planned: PlannedNode, result: NodeResult | undefined): void => {
      atWork--;
      if (result !== undefined) {
        results.set(planned.node.id, result.output);
        if (!signal.aborted) startReady(planned);
      } else if (!signal.aborted) {
        failed++;
        skipDependents(planned, plan, skipped, emit);
      }
      if (atWork === 0) resolve(conclude());
    };

    const startReady = (planned: PlannedNode): void => {
      for (const id of planned.dependents) {
        const dependent = plan.nodes.get(id);
        if (dependent === undefined || skipped.has(id)) continue;
        const left = (waitsFor.get(id) ?? countSources(dependent)) - 1;
        waitsFor.set(id, left);
        if (left === 0) start(dependent);
      }
    };

    const conclude = (): RunResult => ({
      status: signal.aborted ? "cancelled" : failed > 0 ? "failed" : "completed",
      outputs: collectOutputs(plan, results),
    });

    const sources = plan.order.map((id) => plan.nodes.get(id)).filter((planned) => planned?.inputs.length === 0);
    if (!signal.aborted) for (const planned of sources) if (planned !== undefined) start(planned);
    if (atWork === 0) resolve(conclude());
  });
}

function countSources(planned: PlannedNode): number {
  return new Set(planned.inputs.map(({ from }) => from)).size;
}

type ExecuteOptions = Required<RunPlanOptions>;

/** Runs one node and tells its outcome; undefined when it failed or was aborted. */
async function execute(
  planned: PlannedNode,
  results: ReadonlyMap<string, PortValues>,
  { emit, now, ...options }: ExecuteOptions,
): Promise<NodeResult | undefined> {
  const node = planned.node.id;
  const kind = kindOf(planned.node.type);
  if (kind?.execute === undefined) return { output: {} };
  const startedAt = now();
  const emitStart = () => emit({ type: "node-start", node, attempt: 1 });
  let isQueued = false;
  emitStart();
  try {
    const result = await kind.execute({
      data: kind.schema.parse(planned.node.data),
      inputs: gatherInputs(planned, (id) => results.get(id)),
      runInputs: options.runInputs,
      callLlm: options.callLlm,
      assets: options.assets,
      signal: options.signal,
      onText: (text) => emit({ type: "node-delta", node, text }),
      onNotice: (notice) => emit({ type: "notice", node, ...notice }),
      onQueue: (change) => {
        if (change === "joined") emit({ type: "node-queue", node });
        else if (isQueued) emitStart();
        isQueued = change === "joined";
      },
    });
    emit({ type: "node-end", node, ...result, cached: false, durationMs: Math.round(now() - startedAt) });
    return result;
  } catch (error) {
    if (options.signal.aborted && isAbort(error)) return undefined;
    emit({ type: "node-error", node, error: toRunError(error, options.reportBug) });
    return undefined;
  }
}

function toRunError(error: unknown, reportBug: (error: unknown) => string) {
  const { requestId: _, ...body } = toErrorBody(error);
  if (body.code !== "internal") return body;
  return { ...body, details: { ...body.details, reference: reportBug(error) } };
}

/** Marks all that hangs on a failed node, with the node to blame. A loop, since chains may be long. */
function skipDependents(
  failed: PlannedNode,
  plan: Plan,
  skipped: Set<string>,
  emit: (event: RunEventBody) => void,
): void {
  const open = [...failed.dependents];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (skipped.has(id)) continue;
    skipped.add(id);
    emit({ type: "node-skip", node: id, because: failed.node.id });
    open.push(...(plan.nodes.get(id)?.dependents ?? []));
  }
}

function collectOutputs(plan: Plan, results: ReadonlyMap<string, PortValues>): PortValues {
  const outputs: PortValues = {};
  for (const { node } of plan.nodes.values()) {
    const value = node.type === "output" ? results.get(node.id)?.value : undefined;
    if (value === undefined) continue;
    const { name } = node.data;
    const isFree = typeof name === "string" && name !== "" && !Object.hasOwn(outputs, name);
    outputs[isFree ? name : node.id] = value;
  }
  return outputs;
}
