import { Command } from "cmdk";
import { Spline } from "lucide-react";
import { canvas as words } from "@/components/messages/canvas";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { titleOf } from "@/components/nodes/nodeCatalogue";
import type { Port } from "@/lib/graph/ports";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { Endpoint, Workflow } from "@/types/workflow";
import { checkWire } from "./checkWire";
import { groupClass, Item, MAX_LISTED, type Then } from "./paletteParts";

/** The wires that could be drawn from the one selected node: the way to draw them from the keyboard. */
export function WireItems({ then }: { then: Then }) {
  const workflow = useWorkflow((state) => state.workflow);
  const selected = useWorkflow(({ selection }) => (selection.nodes.length === 1 ? selection.nodes[0] : undefined));
  if (workflow === null || selected === undefined) return null;
  const wires = possibleWires(workflow, selected);
  if (wires.length === 0) return null;
  return (
    <Command.Group heading={words.palette.wires} className={groupClass}>
      {wires.map(({ source, target, label }) => (
        <Item
          key={`${source.port} ${target.node} ${target.port}`}
          icon={Spline}
          value={`${label} ${words.palette.inDocument(target.node)}`}
          onSelect={then(() => workflowActions().connect(source, target))}
        />
      ))}
    </Command.Group>
  );
}

interface PossibleWire {
  source: Endpoint;
  target: Endpoint;
  label: string;
}

/** What is drawn already is left out. */
function possibleWires({ nodes, edges }: Workflow, from: string): PossibleWire[] {
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
        if (wires.push({ source, target, label }) === MAX_LISTED) return wires;
      }
    }
  }
  return wires;
}

function portText({ name, label }: Port): string {
  return label ?? nodeWords.portNames[name] ?? name;
}
