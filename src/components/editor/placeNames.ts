import Papa from "papaparse";
import { editor as words } from "@/components/messages/editor";
import { textOf } from "@/components/nodes/nodeData";
import { namesIn, ROW_PORT } from "@/lib/nodes/placeholders";
import { nameKey } from "@/lib/nodes/places";
import { isRecord, parseIfJson } from "@/lib/nodes/values";
import { edgesInto, nodeById } from "@/store/graphIndex";
import type { Value } from "@/types/run";
import type { Endpoint, Workflow, WorkflowNode } from "@/types/workflow";
import type { PlaceName } from "./places";

/** What a port gave in the newest run. */
export type GaveOf = (source: Endpoint) => Value | undefined;

/** More are no help. */
const MOST_NAMES = 500;
/** Characters of a list that are looked at for its first row. */
const BEGINNING = 100_000;

/**
 * Names that a prompt may want for a place: fields of what arrives at it, names it has already, and those of other
 * prompts; each once.
 */
export function placeNames(
  { nodes, edges }: Workflow,
  prompt: WorkflowNode,
  { text, gave, titleOf }: { text: string; gave: GaveOf; titleOf: (node: WorkflowNode) => string },
): PlaceName[] {
  const found = new Map<string, PlaceName>();
  const add = (name: string, from: string) => {
    if (name !== "" && !found.has(nameKey(name)) && found.size < MOST_NAMES) found.set(nameKey(name), { name, from });
  };
  for (const { source, target } of edgesInto(edges, prompt.id)) {
    const node = nodeById(nodes, source.node);
    if (target.port !== ROW_PORT || node === undefined) continue;
    for (const name of fieldsOf(node, source, gave)) add(name, words.placeFrom.field(titleOf(node)));
  }
  for (const name of namesIn(text)) add(name, words.placeFrom.here);
  for (const node of nodes) {
    if (node.type !== "prompt" || node.id === prompt.id) continue;
    for (const name of namesIn(textOf(node, "text"))) add(name, words.placeFrom.prompt(titleOf(node)));
  }
  return [...found.values()];
}

/** The fields of the records of a port: as they came last, else as the node promises them. */
function fieldsOf(node: WorkflowNode, source: Endpoint, gave: GaveOf): string[] {
  const given = fieldsIn(gave(source));
  if (given.length > 0) return given;
  if (node.type === "list") return fieldsOfList(node);
  const { jsonSchema } = node.data as { jsonSchema?: { properties?: object } };
  return source.port === "json" ? Object.keys(jsonSchema?.properties ?? {}) : [];
}

function fieldsOfList(node: WorkflowNode): string[] {
  const text = textOf(node, "text");
  if (node.data.split === "json") return text.length > BEGINNING ? [] : fieldsIn(parseIfJson(text));
  if (node.data.split !== "csv") return [];
  const { data } = Papa.parse<string[]>(text.slice(0, BEGINNING), { preview: 1, skipEmptyLines: true });
  return data[0]?.map((name) => name.trim()) ?? [];
}

/** Of a record, or of the first one in a list. */
function fieldsIn(value: Value | undefined): string[] {
  const first = Array.isArray(value) ? value.find(isRecord) : value;
  const record = first === undefined ? undefined : parseIfJson(first);
  return isRecord(record) ? Object.keys(record) : [];
}
