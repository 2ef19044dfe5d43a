import { type DroppedWire, useCanvasUi } from "@/components/board/canvasUi";
import { placePorts } from "@/components/board/portLayout";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { nodeViews } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { MenuAt, MenuItem } from "@/components/ui/Menu";
import type { Port } from "@/lib/graph/ports";
import { type NodeType, portsOf } from "@/lib/nodes/nodeKinds";
import type { Box } from "@/store/boxes";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { insertNew } from "./insertNew";
import { useReveal } from "./useReveal";
import { endChoices, passageChoices } from "./wireChoices";

/** The kinds that fit a wire: where it was dropped on empty space, or into it. The chosen one is connected at once. */
export function WireMenu() {
  const dropped = useCanvasUi((state) => state.droppedWire);
  const into = useCanvasUi((state) => state.insertMenu);
  const close = () => useCanvasUi.setState({ droppedWire: null, insertMenu: null });
  return (
    <MenuAt point={(dropped ?? into)?.screen ?? null} label={words.wireMenu} onClose={close}>
      {dropped !== null ? (
        <EndItems wire={dropped} onClose={close} />
      ) : (
        into && <PassageItems edge={into.edge} onClose={close} />
      )}
    </MenuAt>
  );
}

function EndItems({ wire, onClose }: { wire: DroppedWire; onClose: () => void }) {
  const newData = useNewNodeData();
  const reveal = useReveal();
  const carried = portAt(wire);
  const choices = carried === undefined ? [] : endChoices(carried, wire.fromSide === "source", newData);
  if (choices.length === 0) return <NothingFits onClose={onClose} />;
  return choices.map(({ type, port, data }) => (
    <MenuItem key={type} icon={nodeViews[type].icon} onSelect={() => reveal(addAt(wire, type, port, data))}>
      {nodeViews[type].words.name}
    </MenuItem>
  ));
}

function PassageItems({ edge, onClose }: { edge: string; onClose: () => void }) {
  const choices = passageChoices(edge, useNewNodeData());
  if (choices.length === 0) return <NothingFits onClose={onClose} />;
  return choices.map((choice) => (
    <MenuItem key={choice.type} icon={nodeViews[choice.type].icon} onSelect={() => void insertNew(edge, choice)}>
      {nodeViews[choice.type].words.name}
    </MenuItem>
  ));
}

function NothingFits({ onClose }: { onClose: () => void }) {
  return (
    <MenuItem disabled onSelect={onClose}>
      {words.wireMenuEmpty}
    </MenuItem>
  );
}

function portAt({ from, fromSide }: DroppedWire): Port | undefined {
  const { workflow } = workflowStore.getState();
  const node = workflow === null ? undefined : nodeById(workflow.nodes, from.node);
  if (node === undefined) return undefined;
  const { inputs, outputs } = cachedPortsOf(node);
  return (fromSide === "source" ? outputs : inputs).find((port) => port.name === from.port);
}

/** Places the node so that the port lies under the pointer. Where it stands then. */
function addAt({ from, fromSide, at }: DroppedWire, type: NodeType, port: string, data: Record<string, unknown>): Box {
  const places = placePorts(nodeViews[type].layout, portsOf({ type, data }));
  const isForward = fromSide === "source";
  const y = (isForward ? places.inputs : places.outputs).find((place) => place.name === port)?.y ?? 0;
  const corner = { x: Math.round(at.x - (isForward ? 0 : nodeViews[type].layout.width)), y: Math.round(at.y - y) };
  const wire = isForward ? { source: from, targetPort: port } : { target: from, sourcePort: port };
  useCanvasUi.setState({ writing: workflowActions().addConnectedNode(type, corner, wire, data) });
  return { ...nodeViews[type].layout, ...corner };
}
