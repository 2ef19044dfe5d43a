import { type ReactFlowState, useStore } from "@xyflow/react";
import { type ReactNode, useMemo } from "react";
import { layoutOf, minHeight, placePorts } from "@/components/canvas/portLayout";
import { cx } from "@/components/ui/cx";
import { edgesFrom, edgesInto } from "@/store/graphIndex";
import { shownPorts } from "@/store/nodePorts";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { NodeStatusLabel } from "./NodeStatusLabel";
import { NodeTitle } from "./NodeTitle";
import { iconOf, titleOf } from "./nodeCatalogue";
import { PortHandle } from "./PortHandle";

/** Below this zoom text cannot be read: nodes are drawn as plain boxes with their name. */
const FAR_ZOOM = 0.35;
const isFar = (state: ReactFlowState) => state.transform[2] < FAR_ZOOM;

export interface NodeFrameProps {
  node: WorkflowNode;
  selected: boolean;
  children: ReactNode;
  footer?: ReactNode;
  /** Stands at the right of the title bar in place of the run's state. */
  aside?: ReactNode;
}

/** What all nodes share: title bar with kind, name and state; body; footer; ports at both sides. */
export function NodeFrame(props: NodeFrameProps) {
  const far = useStore(isFar);
  return far ? <FarNode {...props} /> : <NearNode {...props} />;
}

function NearNode({ node, selected, children, footer, aside }: NodeFrameProps) {
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const Icon = iconOf(node.type);
  const least = useMemo(() => minHeight(node.type, shownPorts(node, edges)), [node, edges]);
  return (
    <section
      aria-label={titleOf(node)}
      data-node-type={node.type}
      className={cx("node-frame group/node", selected && "node-selected")}
      style={{ width: layoutOf(node.type).width, minHeight: least }}
    >
      <header className="flex h-[37px] items-center gap-2.5 border-line border-b pr-3 pl-2.5">
        <span className="flex size-[26px] shrink-0 items-center justify-center rounded-[7px] bg-field text-ink-2 group-data-[node-type=llmGenerate]/node:text-accent-ink">
          <Icon size={15} strokeWidth={1.75} aria-hidden />
        </span>
        <NodeTitle id={node.id} title={titleOf(node)} />
        <span className="ml-auto flex shrink-0 items-center">{aside ?? <NodeStatusLabel nodeId={node.id} />}</span>
      </header>
      {children}
      {footer}
      <NodePorts node={node} />
    </section>
  );
}

function FarNode({ node, selected }: NodeFrameProps) {
  const height = useWorkflow(({ workflow }) => workflow?.layout.nodes[node.id]?.height);
  const { width, height: usual } = layoutOf(node.type);
  return (
    <section
      aria-label={titleOf(node)}
      className={cx("node-frame flex items-center justify-center px-4", selected && "node-selected")}
      style={{ width, height: height ?? usual }}
    >
      <span className="line-clamp-2 text-center font-semibold text-[28px] leading-8">{titleOf(node)}</span>
    </section>
  );
}

function NodePorts({ node }: { node: WorkflowNode }) {
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const ports = useMemo(() => shownPorts(node, edges), [node, edges]);
  const places = placePorts(node.type, ports);
  const wiredIn = new Set(edgesInto(edges, node.id).map((edge) => edge.target.port));
  const wiredOut = new Set(edgesFrom(edges, node.id).map((edge) => edge.source.port));
  return (
    <>
      {ports.inputs.map((port, index) => (
        <PortHandle
          key={`in-${port.name}`}
          nodeId={node.id}
          port={port}
          side="input"
          y={places.inputs[index]?.y ?? 0}
          quiet={places.inputs[index]?.quiet}
          wired={wiredIn.has(port.name)}
        />
      ))}
      {ports.outputs.map((port, index) => (
        <PortHandle
          key={`out-${port.name}`}
          nodeId={node.id}
          port={port}
          side="output"
          y={places.outputs[index]?.y ?? 0}
          wired={wiredOut.has(port.name)}
        />
      ))}
    </>
  );
}
