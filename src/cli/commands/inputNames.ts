import { kindOf } from "@/lib/nodes/nodeKinds";
import { nameKey } from "@/lib/nodes/places";
import { placesInText, placeText } from "@/lib/nodes/placeText";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";

/**
 * Refuses a name that nothing in the workflow takes: a slip there would run, and pay for, something else than meant.
 * @throws AppError `invalid_request` with the names there are
 */
export function requireKnownInputs({ nodes }: Workflow, given: readonly string[]): void {
  const names = new Set<string>();
  for (const { id, data, type } of nodes) {
    if (typeof data.input === "string") names.add(data.input);
    else if (kindOf(type)?.takesInput && given.includes(id)) names.add(id);
    for (const name of placesInText(placeText({ type, data }) ?? "")) names.add(name);
    // A text that comes with the run may bring places of its own.
    if (type === "prompt" && typeof data.input === "string" && given.includes(data.input)) return;
  }
  const known = new Set(Array.from(names, nameKey));
  const unknown = given.filter((name) => !known.has(nameKey(name)));
  if (unknown.length === 0) return;
  const there = names.size === 0 ? "It takes no input." : `It takes: ${[...names].join(", ")}.`;
  throw new AppError("invalid_request", `Nothing in this workflow takes the input ${unknown.join(", ")}. ${there}`);
}
