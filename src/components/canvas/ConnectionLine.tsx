import { type ConnectionLineComponentProps, getBezierPath, useConnection } from "@xyflow/react";
import { checkWire, refusalText } from "@/components/board/checkWire";
import { endAt } from "@/components/board/drawnEnd";
import { portColour } from "@/components/nodes/PortShape";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { workflowStore } from "@/store/useWorkflow";

/** The wire under the pointer; over a port that does not take it, it says why. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  fromHandle,
}: ConnectionLineComponentProps) {
  const refusal = useRefusal();
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  });
  const stroke = refusal === undefined ? colourOf(fromHandle) : "var(--color-error)";
  return (
    <g>
      <path d={path} className="wire" style={{ stroke }} strokeDasharray={refusal === undefined ? undefined : "4 4"} />
      {refusal && (
        <foreignObject x={toX + 14} y={toY + 10} width={280} height={60} className="overflow-visible">
          <span
            role="status"
            className="inline-block rounded-sm border border-error bg-panel px-2 py-1 text-ink text-xs shadow-float"
          >
            {refusal}
          </span>
        </foreignObject>
      )}
    </g>
  );
}

function useRefusal(): string | undefined {
  return useConnection(({ inProgress, fromHandle, toHandle }) => {
    if (!inProgress || toHandle === null || toHandle.type === fromHandle.type) return undefined;
    const from = endAt(fromHandle.nodeId, fromHandle.id);
    const to = endAt(toHandle.nodeId, toHandle.id);
    if (from.node === to.node) return undefined;
    const [source, target] = fromHandle.type === "source" ? [from, to] : [to, from];
    return refusalText(checkWire(source, target), source, target);
  });
}

function colourOf(handle: ConnectionLineComponentProps["fromHandle"]): string {
  const { workflow } = workflowStore.getState();
  const end = endAt(handle.nodeId, handle.id);
  const node = workflow === null ? undefined : nodeById(workflow.nodes, end.node);
  const ports = node === undefined ? [] : [...cachedPortsOf(node).inputs, ...cachedPortsOf(node).outputs];
  return portColour(ports.find((port) => port.name === end.port)?.type ?? "any");
}
