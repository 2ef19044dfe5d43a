import { kindOf } from "@/lib/nodes/nodeKinds";
import { nameKey } from "@/lib/nodes/places";
import { placesInText, placeText } from "@/lib/nodes/placeText";
import { AppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";

/**
 * Refuses a name that nothing in the workflow takes: a slip there would run, and pay for, something else than meant.
 * @throws AppError `invalid_request` with the names there are
 */
export function requireKnownInputs({ nodes, edges }: Workflow, given: readonly string[]): void {
  const names = new Set<string>();
  // What a wire brings goes before what a run is given.
  const wired = new Set(edges.map(({ target }) => portKey(target)));
  for (const { id, data, type } of nodes) {
    const isFilled = type === "list" && wired.has(portKey({ node: id, port: "text" }));
    if (typeof data.input === "string") {
      if (!isFilled) names.add(data.input);
    } else if (kindOf(type)?.takesInput && !isFilled && given.includes(id)) names.add(id);
    for (const name of placesInText(placeText({ type, data }) ?? "")) {
      if (!wired.has(portKey({ node: id, port: name }))) names.add(name);
    }
    // A text that comes with the run may bring places of its own.
    if (type === "prompt" && typeof data.input === "string" && given.includes(data.input)) return;
  }
  const known = new Set(Array.from(names, nameKey));
  const unknown = given.filter((name) => !known.has(nameKey(name)));
  if (unknown.length === 0) return;
  const there = names.size === 0 ? "It takes no input." : `It takes: ${[...names].join(", ")}.`;
  throw new AppError("invalid_request", `Nothing in this workflow takes the input ${unknown.join(", ")}. ${there}`);
}

function portKey({ node, port }: { node: string; port: string }): string {
  return JSON.stringify([node, nameKey(port)]);
}
