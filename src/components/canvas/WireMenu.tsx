import { type DroppedWire, useCanvasUi } from "@/components/board/canvasUi";
import { placePorts } from "@/components/board/portLayout";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { nodeTypes, nodeViews } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { MenuAt, MenuItem } from "@/components/ui/Menu";
import { fits, type Port } from "@/lib/graph/ports";
import { type NodeType, nodeKinds, portsOf } from "@/lib/nodes/nodeKinds";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { workflowActions, workflowStore } from "@/store/useWorkflow";

/** Opens where a wire was dropped on empty space: the kinds that take what it carries, connected at once. */
export function WireMenu() {
  const wire = useCanvasUi((state) => state.droppedWire);
  const newData = useNewNodeData();
  const close = () => useCanvasUi.setState({ droppedWire: null });
  const choices = wire === null ? [] : nodeTypes.flatMap((type) => toChoice(type, wire, newData(type)));
  return (
    <MenuAt point={wire?.screen ?? null} label={words.wireMenu} onClose={close}>
      {choices.map(({ type, port, data }) => {
        const { icon, words: kind } = nodeViews[type];
        return (
          <MenuItem key={type} icon={icon} onSelect={() => wire && addAt(wire, type, port, data)}>
            {kind.name}
          </MenuItem>
        );
      })}
      {choices.length === 0 && (
        <MenuItem disabled onSelect={close}>
          {words.wireMenuEmpty}
        </MenuItem>
      )}
    </MenuAt>
  );
}

interface Choice {
  type: NodeType;
  /** The port of the new node that the wire ends in. */
  port: string;
  data: Record<string, unknown>;
}

/** A prompt has no text input of its own yet: it gets a place for what the wire brings. */
const promptForWire = { text: "{{input}}\n" };

function toChoice(type: NodeType, wire: DroppedWire, defaults: Record<string, unknown>): Choice[] {
  const carried = portAt(wire);
  if (carried === undefined) return [];
  const isForward = wire.fromSide === "source";
  const extra = isForward && type === "prompt" && carried.type === "text" ? promptForWire : {};
  const data = { ...nodeKinds[type].defaults(), ...defaults, ...extra };
  const { inputs, outputs } = portsOf({ type, data });
  const found = isForward
    ? best(inputs, carried, (port) => fits(carried, port))
    : best(outputs, carried, (port) => fits(port, carried));
  return found === undefined ? [] : [{ type, port: found.name, data }];
}

/** A port of the very same type before one that merely fits. */
function best(ports: Port[], carried: Port, isFit: (port: Port) => boolean): Port | undefined {
  const fitting = ports.filter(isFit);
  return fitting.find((port) => port.type === carried.type) ?? fitting[0];
}

function portAt({ from, fromSide }: DroppedWire): Port | undefined {
  const { workflow } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, from.node);
  if (node === undefined) return undefined;
  const { inputs, outputs } = cachedPortsOf(node);
  return (fromSide === "source" ? outputs : inputs).find((port) => port.name === from.port);
}

/** Places the node so that the port lies under the pointer. */
function addAt({ from, fromSide, at }: DroppedWire, type: NodeType, port: string, data: Record<string, unknown>): void {
  const places = placePorts(nodeViews[type].layout, portsOf({ type, data }));
  const isForward = fromSide === "source";
  const y = (isForward ? places.inputs : places.outputs).find((place) => place.name === port)?.y ?? 0;
  const corner = { x: Math.round(at.x - (isForward ? 0 : nodeViews[type].layout.width)), y: Math.round(at.y - y) };
  const wire = isForward ? { source: from, targetPort: port } : { target: from, sourcePort: port };
  useCanvasUi.setState({ writing: workflowActions().addConnectedNode(type, corner, wire, data) });
}
