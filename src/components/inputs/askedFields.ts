import { nameKey } from "@/lib/nodes/places";
import { nodeById } from "@/store/graphIndex";
import type { AskedInput } from "@/store/missingInputs";
import type { WorkflowNode } from "@/types/workflow";

/** One thing to ask for: a place, or the content of a node. */
export interface AskedField {
  kind: "place" | "file" | "image" | "list";
  /** Under which the run takes it. */
  name: string;
  /** Unique in the form, and the same the next time it is asked. */
  key: string;
  /** Those that get it. */
  nodes: WorkflowNode[];
}

/** What a run lacks as the fields of a form: what goes by one name is asked once, for all that want it. */
export function askedFields(missing: readonly AskedInput[], nodes: readonly WorkflowNode[]): AskedField[] {
  const fields = new Map<string, AskedField>();
  const add = (kind: AskedField["kind"], name: string, node: WorkflowNode) => {
    const key = `${kind}:${nameKey(name)}`;
    const known = fields.get(key);
    if (known === undefined) fields.set(key, { kind, name, key, nodes: [node] });
    else if (!known.nodes.includes(node)) known.nodes.push(node);
  };
  for (const { node: id, missing: lacks } of missing) {
    const node = nodeById(nodes, id);
    if (node === undefined) continue;
    if (lacks.kind === "places") for (const name of lacks.names) add("place", name, node);
    else add(lacks.kind, typeof node.data.input === "string" ? node.data.input : id, node);
  }
  return [...fields.values()];
}
