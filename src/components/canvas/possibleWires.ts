import { checkWire } from "@/components/board/checkWire";
import { portText } from "@/components/board/portText";
import { titleOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import type { Endpoint, Workflow } from "@/types/workflow";

export interface PossibleWire {
  source: Endpoint;
  target: Endpoint;
  label: string;
}

const MAX_WIRES = 200;

/** The wires that could be drawn from a node of the open document; what is drawn already is left out. */
export function possibleWires({ nodes, edges }: Workflow, from: string): PossibleWire[] {
  const wires: PossibleWire[] = [];
  const node = nodeById(nodes, from);
  if (node === undefined) return wires;
  for (const other of nodes) {
    if (other.id === from) continue;
    for (const input of cachedPortsOf(other).inputs) {
      for (const output of cachedPortsOf(node).outputs) {
        const source = { node: from, port: output.name };
        const target = { node: other.id, port: input.name };
        const isDrawn = edgesInto(edges, other.id).some(
          (edge) => edge.target.port === input.name && edge.source.node === from && edge.source.port === output.name,
        );
        if (isDrawn || !checkWire(source, target).ok) continue;
        const label = words.palette.wire(portText(output), `${titleOf(other)} · ${portText(input)}`);
        if (wires.push({ source, target, label }) === MAX_WIRES) return wires;
      }
    }
  }
  return wires;
}
