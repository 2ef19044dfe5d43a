import type { PlannedNode } from "@/lib/graph/plan";
import { isRest } from "@/lib/nodes/rest";
import { itemsLeftOut } from "@/lib/nodes/values";
import { isAbort } from "@/types/errors";
import type { NodeOutput } from "@/types/run";
import { type Arrival, gather } from "./arrival";
import { toFailure, toPark } from "./failure";
import { type EngineOptions, execute, keyOf, type NodeJob, tellStart, toJob } from "./nodeJob";
import { type MappedResult, runItems } from "./runItems";
import { arrivedInputs } from "./staleness";

export type NodeEnd = { is: "done"; result: NodeOutput } | { is: "failed" | "parked" | "waiting" | "stopped" };

/** Runs one node, once or once per item, and tells its outcome. It throws nothing but what `emit` throws. */
export async function runNode(
  planned: PlannedNode,
  outputOf: (node: string) => NodeOutput | undefined,
  options: EngineOptions,
): Promise<NodeEnd> {
  const job = toJob(planned, options);
  if (job === undefined) return { is: "done", result: { output: {} } };
  const { emit, now, signal } = options;
  const { node } = job;
  const waits = options.resume?.parked.get(node);
  if (waits !== undefined) {
    emit({ type: "node-park", node, ...waits });
    return { is: "parked" };
  }
  const startedAt = now();
  tellStart(job);
  try {
    const arrival = gather(planned, outputOf);
    const { failedItems, ...result } = await runOnArrival(job, arrival);
    const told = failedItems === undefined ? result : { ...result, failedItems };
    emit({ type: "node-end", node, ...told, durationMs: Math.round(now() - startedAt) });
    if (job.callsModels && !result.cached) await options.written?.();
    return { is: "done", result: { output: result.output, items: result.items } };
  } catch (error) {
    if (signal.aborted && isAbort(error)) return { is: "stopped" };
    if (isRest(error)) return { is: "waiting" };
    const park = options.onLimit === "fail" ? undefined : toPark(error, job.data);
    if (park === undefined) emit({ type: "node-error", node, ...toFailure(error, options.reportBug) });
    else emit({ type: "node-park", node, ...park });
    return { is: park === undefined ? "failed" : "parked" };
  }
}

async function runOnArrival(job: NodeJob, arrival: Arrival): Promise<MappedResult & { key?: string }> {
  if (arrival.leftOut > 0) job.options.emit({ type: "notice", node: job.node, ...itemsLeftOut(arrival.leftOut) });
  tellWithout(job);
  const key = await keyOf(job, job.data, arrivedInputs(arrival));
  const isMapped = arrival.lists.length > 0 || job.kind.variants !== undefined;
  const result = isMapped
    ? await runItems(job, arrival)
    : await execute(job, { data: job.data, inputs: arrival.shared, key });
  return key === undefined ? result : { ...result, key };
}

/** In a run of a part, a node may go on without some of its sources: they stand outside and have given nothing so far. */
function tellWithout({ node, planned, options }: NodeJob): void {
  const { selected, given, plan } = options;
  const without = new Set(
    planned.inputs.flatMap(({ from }) => (selected?.has(from) === false && given?.has(from) !== true ? [from] : [])),
  );
  if (without.size === 0) return;
  const names = Array.from(without, (id) => plan.nodes.get(id)?.node.title ?? id).join(", ");
  const message = `${names} ${without.size === 1 ? "has" : "have"} no result yet and stayed out. Run to here for all of it.`;
  options.emit({ type: "notice", node, code: "source_left_out", message });
}
