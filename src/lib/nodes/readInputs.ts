import { toldAtOnce } from "@/lib/graph/toldAtOnce";
import { AppError } from "@/types/errors";
import { ownTable } from "@/types/own";
import type { Value } from "@/types/run";
import type { NamedInput } from "./namedInputs";
import { nameKey, shorten } from "./places";
import { readInputValue } from "./readInputValue";
import { ownNamed } from "./values";

/** What a name that no input has is: a slip, or one of many fields of a body that was made for others too. */
export type UnknownNames = "refused" | "ignored";

interface Fault {
  input: string;
  message: string;
}

/**
 * The inputs of a run from what somebody gave by name: each as its kind wants it, defaults where nothing was given
 * (nothing is also null and an empty text). All that is wrong is told at once.
 * @throws AppError `invalid_request` with the fact `inputs`, the names of those that are wrong
 */
export function readInputs(
  named: readonly NamedInput[],
  given: Readonly<Record<string, Value>>,
  unknown: UnknownNames = "refused",
): Record<string, Value> {
  const faults: Fault[] = unknown === "refused" ? unknownNames(named, Object.keys(given)) : [];
  const inputs = ownTable<Value>();
  for (const input of named) {
    const read = readInput(input, ownNamed(given, input.name));
    if (read === undefined) continue;
    if ("value" in read) inputs[input.name] = read.value;
    else faults.push({ input: input.name, message: `The input ${shorten(input.name)} ${read.fault}.` });
  }
  if (faults.length === 0) return inputs;
  const message = toldAtOnce(faults.map((fault) => fault.message));
  throw new AppError("invalid_request", message, { inputs: faults.map(({ input }) => input) });
}

/** Undefined where the nodes go on with what they hold. */
function readInput(input: NamedInput, given: Value | undefined): { value: Value } | { fault: string } | undefined {
  if (given !== undefined && given !== null && given !== "") return readInputValue(input, given);
  if (input.default !== undefined && (given !== "" || input.required)) return { value: input.default };
  if (input.required) return { fault: "is missing" };
  return input.blank === undefined ? undefined : { value: input.blank };
}

function unknownNames(named: readonly NamedInput[], given: readonly string[]): Fault[] {
  const known = new Set(named.map(({ name }) => nameKey(name)));
  const there = named.map(({ name }) => shorten(name)).join(", ");
  const takes = named.length === 0 ? "It takes none." : `It takes: ${there}.`;
  return given
    .filter((name) => !known.has(nameKey(name)))
    .map((input) => ({ input, message: `This workflow has no input ${shorten(input)}. ${takes}` }));
}
