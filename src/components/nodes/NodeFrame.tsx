import { memo, type ReactNode, useMemo } from "react";
import { useLook, useTitleOf } from "@/components/board/nodeLooks";
import { minHeight, placePorts } from "@/components/board/portLayout";
import { portKey, useListFlow } from "@/components/board/useListFlow";
import { cx } from "@/components/ui/cx";
import { edgesFrom, edgesInto } from "@/store/graphIndex";
import { hasSamePorts, type ShownPort, shownPorts } from "@/store/nodePorts";
import { useWorkflow } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { AskedHere } from "./AskedHere";
import { EditButton } from "./EditButton";
import { hasSameHead } from "./hasSame";
import { KeptMark } from "./KeptMark";
import { NodeComment } from "./NodeComment";
import { NodeRefusal } from "./NodeRefusal";
import { NodeStatusLabel } from "./NodeStatusLabel";
import { NodeTitle } from "./NodeTitle";
import { OffLabel } from "./OffLabel";
import { PlayButton } from "./PlayButton";
import { PortHandle } from "./PortHandle";
import { ReadButton } from "./ReadButton";
import { ResizeGrip } from "./ResizeGrip";
import { useNodeBox } from "./useNodeBox";

export interface NodeFrameProps {
  node: WorkflowNode;
  selected: boolean;
  children: ReactNode;
  footer?: ReactNode;
  /** Stands at the right of the title bar in place of the run's state. */
  aside?: ReactNode;
}

/** What all nodes share: title bar with kind, name and state; body; footer; ports at both sides. */
export function NodeFrame({ node, selected, children, footer, aside }: NodeFrameProps) {
  const titleOf = useTitleOf();
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const { layout } = useLook(node.type);
  const least = useMemo(() => minHeight(layout, shownPorts(node, edges)), [layout, node, edges]);
  const { style, held } = useNodeBox(node.id, layout.width, least);
  return (
    <section
      aria-label={titleOf(node)}
      data-node-type={node.type}
      data-held={held}
      data-off={node.off}
      className={cx("node-frame group/node", selected && "node-selected")}
      style={style}
    >
      <TitleBar node={node} aside={aside} />
      {/* Scrolls where the node may not grow; only of the selected one, so that the wheel moves the canvas elsewhere. */}
      <div className={cx("node-body", selected && held !== undefined && "nowheel")}>{children}</div>
      <KeptMark nodeId={node.id} />
      <AskedHere nodeId={node.id} />
      <NodeRefusal nodeId={node.id} />
      {footer}
      <ResizeGrip nodeId={node.id} />
      <NodePorts node={node} />
    </section>
  );
}

type BarProps = Pick<NodeFrameProps, "node" | "aside">;

const TitleBar = memo(function TitleBar({ node, aside }: BarProps) {
  const title = useTitleOf()(node);
  const { icon: Icon, shape } = useLook(node.type);
  return (
    <header className="flex h-[37px] shrink-0 items-center gap-2.5 border-line border-b pr-3 pl-2.5">
      <span data-shape={shape} className="node-kind">
        <Icon size={15} strokeWidth={1.75} aria-hidden />
      </span>
      <NodeTitle id={node.id} title={title} />
      <span className="ml-auto flex shrink-0 items-center gap-1">
        <NodeComment node={node} />
        <ReadButton node={node} />
        <EditButton node={node} />
        {node.off === undefined && <PlayButton node={node} />}
        {node.off === undefined ? (aside ?? <NodeStatusLabel nodeId={node.id} />) : <OffLabel off={node.off} />}
      </span>
    </header>
  );
}, isSameBar);

function isSameBar(before: BarProps, after: BarProps): boolean {
  return before.aside === after.aside && hasSameHead(before, after);
}

const NodePorts = memo(function NodePorts({ node }: { node: WorkflowNode }) {
  const edges = useWorkflow(({ workflow }) => workflow?.edges) ?? [];
  const ports = useMemo(() => shownPorts(node, edges), [node, edges]);
  const places = placePorts(useLook(node.type).layout, ports);
  const inputs = useListPorts(node.id, "input", ports.inputs);
  const outputs = useListPorts(node.id, "output", ports.outputs);
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
          list={inputs.has(port.name)}
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
          list={outputs.has(port.name)}
        />
      ))}
    </>
  );
}, showsSamePorts);

function showsSamePorts({ node: before }: { node: WorkflowNode }, { node: after }: { node: WorkflowNode }): boolean {
  return before.id === after.id && before.type === after.type && hasSamePorts(before, after);
}

/** Of the ports on one side of a node, those that take or give a list. */
function useListPorts(node: string, side: "input" | "output", ports: readonly ShownPort[]): ReadonlySet<string> {
  // As text, so that an edit elsewhere renders nothing here.
  const names = useListFlow((flow) =>
    ports
      .filter(({ list, many, name }) => list || many || flow.has(portKey(node, side, name)))
      .map(({ name }) => name)
      .join("\n"),
  );
  return new Set(names?.split("\n"));
}
