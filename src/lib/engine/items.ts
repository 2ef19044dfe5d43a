import { type ItemError, readItemError } from "@/lib/nodes/values";
import { AppError } from "@/types/errors";
import { ownTable } from "@/types/own";
import type { Value } from "@/types/run";
import { type Arrival, type ArrivedList, toPortType } from "./arrival";

/** The items that a node runs for. */
export interface Items {
  count: number;
  /** The inputs of one item. @throws AppError `invalid_request` for a value that does not fit its port */
  inputsOf(item: number): Record<string, Value>;
  /** The error that an item already brings: it failed at a node before. */
  brokenBy(item: number): ItemError | undefined;
}

/**
 * Lists place by place, or every item of one with every item of the others (the first input changes slowest).
 * @throws AppError `invalid_request` when lists of different lengths meet place by place
 */
export function toItems({ shared, lists }: Arrival, cross: boolean): Items {
  const { count, pick } = cross ? crossed(lists) : zipped(lists);
  return {
    count,
    inputsOf: (item) => {
      const inputs = ownTable(shared);
      lists.forEach((list, axis) => {
        inputs[list.wire.input.name] = toPortType(pick(item, axis), list.wire);
      });
      return inputs;
    },
    brokenBy: (item) => {
      for (let axis = 0; axis < lists.length; axis++) {
        const error = readItemError(pick(item, axis));
        if (error !== undefined) return error;
      }
    },
  };
}

/** Items that differ in their settings, not in what arrives. */
export function sameForEach(inputs: Record<string, Value>, count: number): Items {
  return { count, inputsOf: () => inputs, brokenBy: () => undefined };
}

interface Places {
  count: number;
  /** The value that an item takes of one of the lists. */
  pick: (item: number, axis: number) => Value;
}

function zipped(lists: ArrivedList[]): Places {
  const lengths = lists.map(({ items }) => items.length);
  if (new Set(lengths).size > 1) {
    const names = lists.map(({ wire, items }) => `${wire.input.label ?? wire.input.name} has ${items.length}`);
    const message = `The lists do not fit together item by item: ${names.join(", ")}. Make them equally long, or switch to every combination.`;
    throw new AppError("invalid_request", message, { lengths });
  }
  return { count: lengths[0] ?? 1, pick: (item, axis) => lists[axis]?.items[item] ?? null };
}

function crossed(lists: ArrivedList[]): Places {
  const steps: number[] = [];
  const count = lists.reduceRight((step, { items }, axis) => {
    steps[axis] = step;
    return step * items.length;
  }, 1);
  const pick = (item: number, axis: number) => {
    const { items } = lists[axis] ?? { items: [] };
    return items[Math.floor(item / (steps[axis] ?? 1)) % items.length] ?? null;
  };
  return { count, pick };
}
