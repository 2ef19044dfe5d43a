import { checkWire } from "@/components/board/checkWire";
import { portText } from "@/components/board/portText";
import { titleOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf, shownPorts } from "@/store/nodePorts";
import type { Endpoint, Workflow, WorkflowNode } from "@/types/workflow";

export interface PossibleWire {
  source: Endpoint;
  target: Endpoint;
  label: string;
}

const MAX_WIRES = 200;

/** The wires that could be drawn from a node of the open document; what is drawn already is left out. */
export function possibleWires({ nodes, edges }: Workflow, from: string): PossibleWire[] {
  const node = nodeById(nodes, from);
  if (node === undefined) return [];
  return firstWires(nodes, (other) =>
    wiresBetween(edges, node, other).map(({ source, target, output, input }) => ({
      ...{ source, target },
      label: words.palette.wire(portText(output), `${titleOf(other)} · ${portText(input)}`),
    })),
  );
}

/** The wires that could be drawn into a node. */
export function possibleWiresInto({ nodes, edges }: Workflow, to: string): PossibleWire[] {
  const node = nodeById(nodes, to);
  if (node === undefined) return [];
  return firstWires(nodes, (other) =>
    wiresBetween(edges, other, node).map(({ source, target, output, input }) => ({
      ...{ source, target },
      label: words.palette.wire(`${titleOf(other)} · ${portText(output)}`, portText(input)),
    })),
  );
}

function firstWires(
  nodes: readonly WorkflowNode[],
  wiresWith: (other: WorkflowNode) => PossibleWire[],
): PossibleWire[] {
  const wires: PossibleWire[] = [];
  for (const node of nodes) {
    wires.push(...wiresWith(node));
    if (wires.length >= MAX_WIRES) return wires.slice(0, MAX_WIRES);
  }
  return wires;
}

function wiresBetween(edges: Workflow["edges"], from: WorkflowNode, to: WorkflowNode) {
  if (from.id === to.id) return [];
  const { outputs } = cachedPortsOf(from);
  return cachedPortsOf(to).inputs.flatMap((input) =>
    outputs.flatMap((output) => {
      const source = { node: from.id, port: output.name };
      const target = { node: to.id, port: input.name };
      const isDrawn = edgesInto(edges, to.id).some(
        (edge) => edge.target.port === input.name && edge.source.node === from.id && edge.source.port === output.name,
      );
      return isDrawn || !checkWire(source, target).ok ? [] : [{ source, target, output, input }];
    }),
  );
}

/** An end of a wire by the names of its node and its port. */
export function endText(workflow: Workflow, { node: id, port }: Endpoint, side: "inputs" | "outputs"): string {
  const node = nodeById(workflow.nodes, id);
  if (node === undefined) return port;
  const found = shownPorts(node, workflow.edges)[side].find(({ name }) => name === port);
  return `${titleOf(node)} · ${portText(found ?? { name: port })}`;
}
