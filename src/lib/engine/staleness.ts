import type { Plan } from "@/lib/graph/plan";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { NodeOutput, Value } from "@/types/run";
import { type Arrival, gather } from "./arrival";
import { type Digest, inputsKey, settingsKey, splitKey } from "./cacheKey";

/** A node's latest result with the key under which it was made. */
export interface KeyedOutput extends NodeOutput {
  key?: string;
}

/** Why a result is not what the document would give now: its own settings, what arrives at it, or a node before it. */
export type StaleReason = "settings" | "inputs" | "upstream";

/**
 * The nodes whose latest result is stale against the document as it stands, with the nearest reason. Nodes without a
 * result, or with one that has no key, are neither stale nor fresh. Linear in nodes and wires.
 */
export async function findStale(
  plan: Plan,
  results: ReadonlyMap<string, KeyedOutput>,
  digest: Digest,
): Promise<Map<string, StaleReason>> {
  const stale = new Map<string, StaleReason>();
  for (const id of plan.order) {
    const reason = await staleReason(plan, id, results, stale, digest);
    if (reason !== undefined) stale.set(id, reason);
  }
  return stale;
}

async function staleReason(
  plan: Plan,
  id: string,
  results: ReadonlyMap<string, KeyedOutput>,
  stale: ReadonlyMap<string, StaleReason>,
  digest: Digest,
): Promise<StaleReason | undefined> {
  const planned = plan.nodes.get(id);
  const key = results.get(id)?.key;
  const kind = planned === undefined ? undefined : kindOf(planned.node.type);
  if (planned === undefined || kind === undefined || key === undefined) return undefined;
  const made = splitKey(key);
  const data = kind.schema.safeParse(planned.node.data);
  if (!data.success || (await settingsKey(planned.node.type, kind, data.data, digest)) !== made.settings)
    return "settings";
  try {
    const arrival = gather(planned, (source) => results.get(source));
    if ((await inputsKey(arrivedInputs(arrival), digest)) !== made.inputs) return "inputs";
  } catch {
    return "inputs"; // they do not even fit any more
  }
  return planned.inputs.some(({ from }) => stale.has(from)) ? "upstream" : undefined;
}

/** All that arrives at a node, lists whole: the inputs of its key. */
export function arrivedInputs({ shared, lists }: Arrival): Record<string, Value> {
  if (lists.length === 0) return shared;
  return { ...shared, ...Object.fromEntries(lists.map(({ wire, items }) => [wire.input.name, items])) };
}
