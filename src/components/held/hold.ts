import { graphInterfaceOf } from "@/lib/nodes/graphInterface";
import type { GraphInterface } from "@/lib/nodes/heldGraph";
import { readWorkflow } from "@/store/endpoints";
import { nodeById, withNode } from "@/store/graphIndex";
import { workflowActions } from "@/store/useWorkflow";
import type { Workflow, WorkflowNode } from "@/types/workflow";

/** Makes a node hold the newest of a saved workflow, as one step of undo. @throws AppError `not_found` */
export async function hold(nodeId: string, id: string): Promise<void> {
  const ports = graphInterfaceOf(await readWorkflow(id));
  workflowActions().edit((document) => holding(document, nodeId, id, ports));
}

/** The document where a node holds another workflow; it takes its name as long as nobody gave it one. */
export function holding(document: Workflow, nodeId: string, id: string, ports: GraphInterface): Workflow {
  const node = nodeById(document.nodes, nodeId);
  if (node === undefined) return document;
  const { revision: _, ...data } = node.data;
  const before = (node.data.ports as GraphInterface | undefined)?.name;
  const isNamed = node.title !== undefined && node.title !== before;
  const next: WorkflowNode = {
    ...node,
    ...(isNamed ? {} : { title: ports.name }),
    data: { ...data, workflow: id, ports, ...(node.type === "repeat" ? roundsOf(data, ports) : {}) },
  };
  return { ...document, nodes: withNode(document.nodes, next) };
}

/** What the settings of a repetition say of outputs that there are; else the first of them ends it. */
function roundsOf(data: WorkflowNode["data"], { inputs, outputs }: GraphInterface) {
  const names = (ports: GraphInterface["inputs"]) => new Set(ports.map(({ name }) => name));
  const [ins, outs] = [names(inputs), names(outputs)];
  const until = data.until as { output?: string } | undefined;
  const carry = Object.entries((data.carry ?? {}) as Record<string, string>);
  const output = until?.output !== undefined && outs.has(until.output) ? until.output : (outputs[0]?.name ?? "");
  return {
    until: { test: "contains", value: "", ...until, output },
    carry: Object.fromEntries(carry.filter(([input, from]) => ins.has(input) && outs.has(from))),
  };
}
