import type { Plan, PlannedInput } from "./plan";
import type { Port } from "./ports";

/** Where lists are known to flow before anything runs; an array found on the way (`listIfArray`) comes on top. */
export interface ListFlow {
  /** Nodes that run once per item. */
  mapped: ReadonlySet<string>;
  /** Of these, the ones that would give a list for each item: a list of lists. */
  nested: string[];
}

/** Follows lists through a plan: from ports that carry one, and out of every node that runs once per item. */
export function followLists(plan: Plan): ListFlow {
  const mapped = new Set<string>();
  const nested: string[] = [];
  const bringsList = ({ from, output, input }: PlannedInput) =>
    takesOneValue(input) && (output.list === true || mapped.has(from));
  for (const id of plan.order) {
    const planned = plan.nodes.get(id);
    if (planned?.inputs.some(bringsList) !== true) continue;
    mapped.add(id);
    if (planned.ports.outputs.some(nests)) nested.push(id);
  }
  return { mapped, nested };
}

/** Whether an output of a node that runs once per item would carry a list of lists. */
export function nests({ list, spread }: Port): boolean {
  return list === true && spread !== true;
}

/** A list on such an input runs the node once per item; other inputs take the list. */
export function takesOneValue({ many, whole }: PlannedInput["input"]): boolean {
  return many !== true && whole !== true;
}
