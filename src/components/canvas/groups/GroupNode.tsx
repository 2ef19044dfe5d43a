import { Handle, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { PORT_SIZE } from "@/components/board/portLayout";
import { grouping as words } from "@/components/messages/grouping";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { PortShape } from "@/components/nodes/PortShape";
import { cx } from "@/components/ui/cx";
import { idSet, nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import { useWorkflow } from "@/store/useWorkflow";
import { own } from "@/types/own";
import type { Endpoint } from "@/types/workflow";
import { COLLAPSED_WIDTH, collapsedHeight, collapsedOf, portAt, portY } from "./collapsed";
import { GroupBar } from "./GroupBar";

/** A collapsed group as one node: every wire that crosses its border ends at a port named for the inner one. */
export const GroupNode = memo(
  function GroupNode({ id }: NodeProps) {
    const collapsed = useWorkflow(({ workflow }) =>
      workflow === null ? undefined : collapsedOf(workflow).find(({ shown }) => shown === id),
    );
    const isSelected = useWorkflow(
      ({ selection }) => collapsed?.group.nodes.every((node) => idSet(selection.nodes).has(node)) === true,
    );
    if (collapsed === undefined) return null;
    const { group, inputs, outputs } = collapsed;
    return (
      <section
        data-colour={group.colour ?? "grey"}
        className={cx("node-frame group-node", isSelected && "node-selected")}
        style={{ width: COLLAPSED_WIDTH, height: collapsedHeight(collapsed) }}
      >
        <GroupBar group={group} shown={[id]} />
        {inputs.length + outputs.length === 0 && (
          <p className="px-3 py-2 text-ink-3">{words.nodes(group.nodes.length)}</p>
        )}
        {inputs.map((end, index) => (
          <GroupPort key={portAt(end)} end={end} side="input" y={portY(index)} />
        ))}
        {outputs.map((end, index) => (
          <GroupPort key={portAt(end)} end={end} side="output" y={portY(index)} />
        ))}
      </section>
    );
  },
  (before, after) => before.id === after.id,
);

/** Wires are drawn from and to the inner nodes: until the group is expanded its ports only hold those there are. */
function GroupPort({ end, side, y }: { end: Endpoint; side: "input" | "output"; y: number }) {
  const titleOf = useTitleOf();
  const node = useWorkflow(({ workflow }) => workflow && nodeById(workflow.nodes, end.node));
  const isInput = side === "input";
  const ports = node && cachedPortsOf(node)[isInput ? "inputs" : "outputs"];
  const port = ports?.find(({ name }) => name === end.port);
  const portName = port?.label ?? own(nodeWords.portNames, end.port) ?? end.port;
  const name = words.port(node ? titleOf(node) : "", portName);
  return (
    <>
      <span
        title={name}
        className={cx(
          "absolute max-w-[130px] -translate-y-1/2 truncate text-ink-2 text-xs",
          isInput ? "left-3" : "right-3",
        )}
        style={{ top: y }}
      >
        {name}
      </span>
      <Handle
        id={portAt(end)}
        type={isInput ? "target" : "source"}
        position={isInput ? Position.Left : Position.Right}
        isConnectable={false}
        role="img"
        aria-label={isInput ? nodeWords.input(name) : nodeWords.output(name)}
        className="port"
        style={{ top: y, width: PORT_SIZE, height: PORT_SIZE }}
      >
        <PortShape type={port?.type ?? "any"} list={port?.list === true} missing={port === undefined} />
      </Handle>
    </>
  );
}
