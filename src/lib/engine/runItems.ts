import { nests } from "@/lib/graph/lists";
import { mapSettingsOf } from "@/lib/nodes/mapSettings";
import { isRest } from "@/lib/nodes/rest";
import { AppError, isAbort } from "@/types/errors";
import type { NodeOutput, Value } from "@/types/run";
import type { Arrival } from "./arrival";
import { toFailure, toPark } from "./failure";
import { type ItemOutcome, sumSpent, toCommonError, toFilteredLists, toLists } from "./itemOutcome";
import { sameForEach, toItems } from "./items";
import { type Executed, execute, keyOf, type NodeJob } from "./nodeJob";
import { forEachLimited, type PoolPlace } from "./pool";

/**
 * Items at work at once that wait for their payers: each has its prompt and pictures in memory. A payer takes eight at
 * most.
 */
const ITEMS_AT_ONCE = 100;

export interface MappedResult extends Executed, NodeOutput {
  failedItems?: number;
}

/**
 * Runs a node once per item of the lists that have arrived, or once per variant. One that fails fails alone.
 * @throws AppError `invalid_workflow` for a list of lists, `invalid_request` for lists that do not fit together, the
 * first item's when all have failed, `too_large`, and a usage limit or Rest: then items at work have ended and no others
 * were started
 */
export async function runItems(job: NodeJob, arrival: Arrival): Promise<MappedResult> {
  const { kind, data, options } = job;
  refuseNested(job, arrival);
  const { cross, maxParallel } = mapSettingsOf(data);
  const variants = kind.variants?.(data);
  const items =
    variants === undefined ? toItems(arrival, cross === true) : sameForEach(arrival.shared, variants.length);
  options.budget.takeItems(items.count);
  const outcomes: ItemOutcome[] = new Array(items.count);
  let limit: unknown;
  let rest: unknown;
  const work = async (item: number, place: PoolPlace): Promise<void> => {
    const broken = items.brokenBy(item);
    const itemData = variants === undefined ? data : variants[item];
    const outcome =
      broken === undefined
        ? await options.desk.within(() => runItem(job, item, itemData, items.inputsOf, place))
        : { status: "broken" as const, error: broken };
    if ("limit" in outcome) limit ??= outcome.limit;
    else if ("rest" in outcome) rest ??= outcome.rest;
    else outcomes[item] = outcome;
  };
  const atOnce = Math.min(options.itemConcurrency ?? ITEMS_AT_ONCE, maxParallel ?? items.count);
  const isStopped = () => limit !== undefined || rest !== undefined || options.signal.aborted;
  await options.desk.aside(() => forEachLimited(items.count, atOnce, work, isStopped));
  options.signal.throwIfAborted();
  if (limit !== undefined) throw limit;
  if (rest !== undefined) throw rest;
  return conclude(job, outcomes);
}

function refuseNested({ planned }: NodeJob, { lists }: Arrival): void {
  if (lists.length === 0 || !planned.ports.outputs.some(nests)) return;
  const message = "A list arrives where each item would give a list again. Join its items first, or wire one of them.";
  throw new AppError("invalid_workflow", message, { nodes: [planned.node.id] });
}

/** One item: as an earlier attempt left it, else run and told. What the node has to wait for is handed back. */
async function runItem(
  job: NodeJob,
  item: number,
  data: unknown,
  inputsOf: (item: number) => Record<string, Value>,
  place: PoolPlace,
): Promise<ItemOutcome | { limit: unknown } | { rest: unknown }> {
  const { node, attempt, options } = job;
  const startedAt = options.now();
  const told = { type: "node-item", node, item, attempt } as const;
  const queue = createQueueClock(options.now);
  const times = () => ({ durationMs: Math.round(options.now() - startedAt), ...queue.waited() });
  try {
    const inputs = inputsOf(item);
    const key = job.hasKeys ? await keyOf(job, data, inputs) : undefined;
    const finished = options.resume?.finishedItems.get(node)?.get(item);
    if (finished !== undefined && (finished.ifKey === undefined || finished.ifKey === key)) return finished.outcome;
    const { cached, ...result } = await execute(job, { data, inputs, key, item, place, onQueue: queue.onQueue });
    const status = cached ? "cached" : "done";
    options.emit({ ...told, status, ...result, ...(key === undefined ? {} : { key }), ...times() });
    if (!cached && job.callsModels) await options.written?.();
    return { status, ...result };
  } catch (error) {
    if (options.signal.aborted && isAbort(error)) throw error;
    if (isRest(error)) return { rest: error };
    if (options.onLimit !== "fail" && toPark(error, data) !== undefined) return { limit: error };
    const failure = toFailure(error, options.reportBug);
    options.emit({ ...told, status: "failed", ...failure, ...times() });
    return { status: "failed", ...failure };
  }
}

/** How long the calls of one item waited in all; nothing is told when they did not. */
function createQueueClock(now: () => number) {
  let waitedMs = 0;
  let since: number | undefined;
  return {
    onQueue: (change: "joined" | "left") => {
      if (since !== undefined) waitedMs += now() - since;
      since = change === "joined" ? now() : undefined;
    },
    waited: () => (waitedMs < 1 ? {} : { waitedMs: Math.round(waitedMs) }),
  };
}

function conclude({ node, kind, planned, options }: NodeJob, outcomes: ItemOutcome[]): MappedResult {
  const error = toCommonError(outcomes);
  if (error !== undefined) throw error;
  const broken = outcomes.filter(({ status }) => status === "broken").length;
  if (broken > 0) {
    const message = `${broken} of ${outcomes.length} items had failed before this node and were left out.`;
    options.emit({ type: "notice", node, code: "items_left_out", message });
  }
  const failedItems = outcomes.filter(({ status }) => status === "failed").length;
  return {
    output:
      kind.filters === true
        ? toFilteredLists(outcomes, planned.ports.outputs)
        : toLists(outcomes, planned.ports.outputs),
    ...sumSpent(outcomes),
    cached: outcomes.length > 0 && outcomes.every(({ status }) => status === "cached" || status === "broken"),
    items: outcomes.length,
    ...(failedItems === 0 ? {} : { failedItems }),
  };
}
