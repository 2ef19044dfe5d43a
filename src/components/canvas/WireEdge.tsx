import { type EdgeProps, getBezierPath } from "@xyflow/react";
import { useStaleNodes } from "@/components/board/useStaleNodes";
import { portColour } from "@/components/nodes/PortShape";
import { cx } from "@/components/ui/cx";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import { useIsFar } from "./far";

const HIT_WIDTH = 22;

/** A wire in the colour of what it carries: it moves while its source runs and is faint when its source is stale. */
export function WireEdge(props: EdgeProps) {
  const { source, sourceHandleId } = props;
  const type = useWorkflow(({ workflow }) => {
    const node = workflow === null ? undefined : nodeById(workflow.nodes, source);
    return node && cachedPortsOf(node).outputs.find((port) => port.name === sourceHandleId)?.type;
  });
  const isRunning = useRun(({ run }) => ["running", "streaming"].includes(run.nodes[source]?.status ?? "idle"));
  const isStale = useStaleNodes((stale) => stale.has(source));
  const far = useIsFar();
  const [path] = getBezierPath(props);
  const stroke = type === undefined ? "var(--color-error)" : portColour(type);
  const line = (
    <path d={path} className={cx("wire", isRunning && "wire-running", isStale && "wire-faint")} style={{ stroke }} />
  );
  if (far) return line;
  return (
    <>
      <path d={path} className="wire-halo" />
      {line}
      <path d={path} className="react-flow__edge-interaction" fill="none" strokeOpacity={0} strokeWidth={HIT_WIDTH} />
    </>
  );
}
