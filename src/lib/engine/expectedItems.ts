import { takesOneValue } from "@/lib/graph/lists";
import type { Plan, PlannedNode } from "@/lib/graph/plan";
import { mapSettingsOf } from "@/lib/nodes/mapSettings";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { ownNamed } from "@/lib/nodes/values";
import type { Value } from "@/types/run";
import { createBudget } from "./budget";

/**
 * Refuses a plan whose lists, as they stand in the document, make more items than a run may make: before it starts.
 * Lists that come from elsewhere are counted when they are there.
 * @throws AppError `too_large`
 */
export function refuseTooManyItems(
  { order, nodes }: Plan,
  runInputs: Record<string, Value>,
  maxItems?: number,
  selected?: ReadonlySet<string>,
): void {
  const budget = createBudget(maxItems);
  const counts = new Map<string, number>();
  for (const id of order) {
    const planned = nodes.get(id);
    if (planned === undefined || selected?.has(id) === false) continue;
    const made = itemsMade(planned, counts);
    if (made !== undefined) budget.takeItems(made, planned.node);
    const length = made ?? ownLength(planned, runInputs);
    if (length !== undefined && keepsLength(planned, made)) counts.set(id, length);
  }
}

/** Whether the lists that a node gives are as long as the number of its items. */
function keepsLength({ node, ports }: PlannedNode, made: number | undefined): boolean {
  return kindOf(node.type)?.filters !== true && (made === undefined || !ports.outputs.some(({ spread }) => spread));
}

/** How often a node runs; undefined where it runs once, or where nobody knows yet. */
function itemsMade({ node, inputs }: PlannedNode, counts: ReadonlyMap<string, number>): number | undefined {
  const known = inputs.flatMap(({ from, input }) => {
    const count = counts.get(from);
    return count === undefined || !takesOneValue(input) ? [] : [count];
  });
  if (known.length === 0) return undefined;
  // A list that is not known yet may be empty: then a product is too.
  const isCross = mapSettingsOf(node.data).cross === true && known.length === inputs.length;
  return isCross ? known.reduce((product, count) => product * count, 1) : Math.min(...known);
}

function ownLength({ node, inputs }: PlannedNode, runInputs: Record<string, Value>): number | undefined {
  const { input } = node.data;
  const isGiven = typeof input === "string" && ownNamed(runInputs, input) !== undefined;
  const kind = kindOf(node.type);
  return inputs.length > 0 || isGiven ? undefined : kind?.listLength?.(kind.schema.parse(node.data));
}
