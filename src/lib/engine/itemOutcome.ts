import type { Port } from "@/lib/graph/ports";
import { addSpent, type Spent } from "@/lib/nodes/spent";
import { type ItemError, toItemError } from "@/lib/nodes/values";
import { AppError, type ErrorCode } from "@/types/errors";
import { own } from "@/types/own";
import type { PortValues, RunError, Value } from "@/types/run";
import type { Failure } from "./failure";

/** How one item ended. */
export type ItemOutcome =
  | ({ status: "done" | "cached"; output: PortValues } & Spent)
  | ({ status: "failed" } & Failure)
  /** It had failed at a node before, whose error it still carries. */
  | { status: "broken"; error: ItemError };

/** The outputs of a mapped node: a list for each port, in the order of the items, with an error where one failed. */
export function toLists(outcomes: readonly ItemOutcome[], ports: readonly Port[]): PortValues {
  return Object.fromEntries(
    ports.map(({ name, spread }) => {
      const places = outcomes.map((outcome) => toPlace(outcome, name));
      return [name, spread === true ? places.flat(1) : places];
    }),
  );
}

function toPlace(outcome: ItemOutcome, port: string): Value {
  return "output" in outcome ? (own(outcome.output, port) ?? null) : toItemError(outcome.error);
}

/** The outputs of a kind that filters: each list has the items that went there, in order. */
export function toFilteredLists(outcomes: readonly ItemOutcome[], ports: readonly Port[]): PortValues {
  const lists = new Map<string, Value[]>(ports.map(({ name }) => [name, []]));
  for (const outcome of outcomes) {
    if (!("output" in outcome)) continue;
    for (const [port, value] of Object.entries(outcome.output)) lists.get(port)?.push(value);
  }
  return Object.fromEntries(lists);
}

/** What the items cost together in this run; the cached ones cost nothing. */
export function sumSpent(outcomes: readonly ItemOutcome[]): Spent {
  let sum: Spent = {};
  for (const outcome of outcomes) {
    if (outcome.status === "done" || outcome.status === "failed") sum = addSpent(sum, outcome);
    else if (outcome.status === "cached") sum = addSpent(sum, { payer: outcome.payer });
  }
  return sum;
}

/** The error of a node none of whose items came through; undefined when one did, or when there are none. */
export function toCommonError(outcomes: readonly ItemOutcome[]): AppError | undefined {
  const errors = outcomes.flatMap((outcome) => ("output" in outcome ? [] : [outcome.error as RunError]));
  const [first] = errors;
  if (first === undefined || errors.length < outcomes.length) return undefined;
  const { code, message, details } = first;
  const words = errors.length === 1 ? message : `All ${errors.length} items failed. The first: ${message}`;
  // The codes of events are those of the program.
  return new AppError(code as ErrorCode, words, { ...details, items: errors.length });
}
