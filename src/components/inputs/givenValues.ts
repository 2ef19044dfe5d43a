import { z } from "zod";
import { updateNodeData } from "@/store/documentEdits";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { withValue } from "@/store/placeFilling";
import { createWorkflowMemory } from "@/store/utils/workflowMemory";
import { assetRefSchema, type Value } from "@/types/run";
import type { Workflow, WorkflowNode } from "@/types/workflow";
import type { AskedField } from "./askedFields";

/** Longer texts are not remembered: a browser keeps some megabytes for all workflows. In characters. */
const MAX_REMEMBERED = 20_000;

const givenSchema = z.union([
  z.object({ text: z.string() }),
  z.object({ asset: assetRefSchema, fileName: z.string().optional() }),
]);

/** What a person gave for a field. */
export type Given = z.infer<typeof givenSchema>;

/** By the keys of the fields. */
export type GivenValues = Readonly<Record<string, Given>>;

const memory = createWorkflowMemory("patchbay.inputs", z.record(z.string(), givenSchema).catch({}));

/** What was given for these fields the last time. */
export function recallGiven(workflow: string, fields: readonly AskedField[]): GivenValues {
  const known = memory.read(workflow);
  return Object.fromEntries(
    fields.flatMap(({ key }) => {
      const given = Object.hasOwn(known, key) ? known[key] : undefined;
      return given === undefined ? [] : [[key, given]];
    }),
  );
}

/** What was given for these fields, in the place of what was given for them before. */
export function rememberGiven(workflow: string, fields: readonly AskedField[], given: GivenValues): void {
  const isKept = (value: Given) => !("text" in value) || (value.text !== "" && value.text.length <= MAX_REMEMBERED);
  const asked = new Set(fields.map(({ key }) => key));
  const others = Object.entries(memory.read(workflow)).filter(([key]) => !asked.has(key));
  const kept = Object.entries(given).filter(([, value]) => isKept(value));
  memory.write(workflow, Object.fromEntries([...others, ...kept]));
}

/** Whether a field has all that its node needs. A place may be filled with nothing. */
export function isAnswered({ kind }: AskedField, given: Given | undefined): boolean {
  if (kind === "place") return true;
  if (given === undefined) return false;
  return "text" in given ? given.text.trim() !== "" : true;
}

/** The inputs of a run, by name. */
export function toRunInputs(fields: readonly AskedField[], given: GivenValues): Record<string, Value> {
  return Object.fromEntries(fields.map(({ key, name }) => [name, toValue(given[key])]));
}

function toValue(given: Given | undefined): Value {
  if (given === undefined) return "";
  return "text" in given ? given.text : given.asset;
}

/** The document with what was given in its nodes, for every run from now on. */
export function keepGiven(workflow: Workflow, fields: readonly AskedField[], given: GivenValues): Workflow {
  let kept = workflow;
  for (const field of fields) {
    for (const { id } of field.nodes) {
      const node = nodeById(kept.nodes, id);
      if (node !== undefined) kept = updateNodeData(kept, id, changeOf(field, node, given[field.key]), cachedPortsOf);
    }
  }
  return kept;
}

function changeOf(field: AskedField, node: WorkflowNode, given: Given | undefined): Record<string, unknown> {
  if (given !== undefined && "asset" in given) return { asset: given.asset, fileName: given.fileName };
  const text = given?.text ?? "";
  if (field.kind !== "place") return { text };
  return { values: withValue(node, field.name, text) };
}
