import type { NamedInput } from "@/lib/nodes/namedInputs";
import { namesIn } from "@/lib/nodes/placeholders";
import { nameKey } from "@/lib/nodes/places";
import { readInputs } from "@/lib/nodes/readInputs";
import { ownNamed } from "@/lib/nodes/values";
import { own, ownTable } from "@/types/own";
import type { Value } from "@/types/run";
import type { Workflow } from "@/types/workflow";

/**
 * The inputs of a run from what the person gives by name: each as its kind wants it, with defaults. An empty text is
 * an empty text, unless the document says that there must be more.
 * @throws AppError `invalid_request`
 */
export function toRunInputs(
  workflow: Workflow,
  named: readonly NamedInput[],
  given: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const others = Object.entries(given).filter(
    ([name]) => !named.some((input) => nameKey(input.name) === nameKey(name)),
  );
  const asked = named
    .filter((input) => !isReplaced(input, workflow, given))
    .map((input) => (mayBeEmpty(input, workflow, given) ? { ...input, required: false } : input));
  return ownTable({ ...Object.fromEntries(others), ...readInputs(asked, given, "ignored") });
}

function mayBeEmpty(
  { name, blank }: NamedInput,
  { settings }: Workflow,
  given: Readonly<Record<string, Value>>,
): boolean {
  return blank !== undefined && ownNamed(given, name) === "" && own(settings?.inputs ?? {}, name)?.required !== true;
}

/** A place of texts alone in whose stead the run brings others. */
function isReplaced({ name, nodes }: NamedInput, workflow: Workflow, given: Readonly<Record<string, Value>>): boolean {
  return workflow.nodes
    .filter(({ id }) => nodes.includes(id))
    .every(({ type, data: { input, text } }) => {
      if (
        type !== "prompt" ||
        typeof input !== "string" ||
        typeof text !== "string" ||
        nameKey(input) === nameKey(name)
      )
        return false;
      const brought = ownNamed({ ...given }, input);
      return typeof brought === "string" && !namesIn(brought).some((place) => nameKey(place) === nameKey(name));
    });
}
