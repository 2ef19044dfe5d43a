import { takesOneValue } from "@/lib/graph/lists";
import { mapSettingsOf } from "@/lib/nodes/mapSettings";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { edgesInto, nodeById } from "./graphIndex";
import { cachedPortsOf } from "./nodePorts";
import type { RunState } from "./runReducer";

/** How many items a node runs for, as far as the lists before it have arrived; undefined while nobody knows. */
export function expectedItems(
  { nodes, edges }: { nodes: readonly WorkflowNode[]; edges: readonly WorkflowEdge[] },
  id: string,
  run: Pick<RunState, "nodes">,
): number | undefined {
  const known = run.nodes[id]?.itemCount;
  const node = nodeById(nodes, id);
  if (known !== undefined || node === undefined) return known;
  const kind = kindOf(node.type);
  if (kind?.variants !== undefined) {
    const parsed = kind.schema.safeParse(node.data);
    if (parsed.success) return kind.variants(parsed.data).length;
  }
  const lengths = edgesInto(edges, id).flatMap((edge) => listLength(nodes, edge, run));
  if (lengths.length === 0) return undefined;
  return mapSettingsOf(node.data).cross === true
    ? lengths.reduce((product, length) => product * length, 1)
    : Math.max(...lengths);
}

/** The length of the list that a wire has brought to an input of one value; empty for anything else. */
function listLength(nodes: readonly WorkflowNode[], { source, target }: WorkflowEdge, run: Pick<RunState, "nodes">) {
  const from = nodeById(nodes, source.node);
  const to = nodeById(nodes, target.node);
  const output = from && cachedPortsOf(from).outputs.find(({ name }) => name === source.port);
  const input = to && cachedPortsOf(to).inputs.find(({ name }) => name === target.port);
  const result = run.nodes[source.node];
  const value = result?.output?.[source.port];
  const isList = output?.list === true || output?.listIfArray === true || result?.itemCount !== undefined;
  return isList && input !== undefined && takesOneValue(input) && Array.isArray(value) ? [value.length] : [];
}
