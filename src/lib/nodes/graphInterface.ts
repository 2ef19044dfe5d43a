import { followLists } from "@/lib/graph/lists";
import { type Plan, planGraph } from "@/lib/graph/plan";
import type { BaseType, Port } from "@/lib/graph/ports";
import { isAppError } from "@/types/errors";
import { own, ownTable } from "@/types/own";
import type { Value } from "@/types/run";
import type { InputKind, Workflow } from "@/types/workflow";
import type { GraphInterface } from "./heldGraph";
import { type NamedInput, namedInputsOf, namedOutputsOf } from "./namedInputs";
import { portsOf } from "./nodeKinds";
import { readInputs } from "./readInputs";
import { toRunnablePart } from "./runnablePart";
import { toText } from "./values";

const typeOf: Record<InputKind, BaseType> = {
  ...{ text: "text", long: "text", number: "text", choice: "text" },
  // Rows, or a text that holds them.
  table: "any",
  ...{ picture: "image", file: "file" },
};

/** The ports of a node that holds a workflow: its named inputs and outputs. Nodes in it have their own ports filled. */
export function graphInterfaceOf(workflow: Workflow): GraphInterface {
  return { name: workflow.name, inputs: namedInputsOf(workflow).map(toInput), outputs: outputsOf(workflow) };
}

function toInput({ name, kind, required, default: standing }: NamedInput): Port {
  return {
    ...{ name, type: typeOf[kind] },
    // A table is one value: what it is wired to runs once, on all of it.
    ...(kind === "table" ? { list: true, whole: true } : {}),
    ...(required && standing === undefined ? { required } : {}),
  };
}

/** An output carries what the wire into it does. */
function outputsOf(workflow: Workflow): Port[] {
  const plan = planOf(workflow);
  const lists = plan === undefined ? undefined : followLists(plan).mapped;
  return namedOutputsOf(workflow).map(({ name, node }): Port => {
    const wire = plan?.nodes.get(node)?.inputs[0];
    if (wire === undefined) return { name, type: "any", listIfArray: true };
    const isList = wire.output.list === true || lists?.has(wire.from) === true;
    const { type, listIfArray } = wire.output;
    return { name, type, ...(isList ? { list: true } : listIfArray ? { listIfArray } : {}) };
  });
}

/** Undefined for a graph that cannot run: whoever runs it says why. */
function planOf(workflow: Workflow): Plan | undefined {
  try {
    return planGraph(toRunnablePart(workflow).graph, portsOf, new Set());
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}

/**
 * The inputs of a run of a held workflow, from what is wired to its node: as its kinds want them, and what stands in it
 * where nothing is wired. @throws AppError `invalid_request` for a value that an input does not take
 */
export function readWiredInputs(
  named: readonly NamedInput[],
  wired: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const texts = ownTable<Value>();
  const others = ownTable<Value>();
  for (const { name, kind } of named) {
    const value = own(wired, name);
    if (value === undefined) continue;
    // An empty text that arrives is a text, as on any wire.
    if (typeOf[kind] === "text" && (toText(value) === "" || kind === "text" || kind === "long")) {
      texts[name] = toText(value);
    } else others[name] = value;
  }
  const rest = named.filter(({ name }) => own(texts, name) === undefined);
  return Object.assign(texts, readInputs(rest, others));
}
