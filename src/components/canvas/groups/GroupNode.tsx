import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { groupPort } from "@/components/board/drawnEnd";
import { groupStyle } from "@/components/board/groupLook";
import { useTitleOf } from "@/components/board/nodeLooks";
import { portText } from "@/components/board/portText";
import { portKey, useListFlow } from "@/components/board/useListFlow";
import { grouping as words } from "@/components/messages/grouping";
import { PortHandle } from "@/components/nodes/PortHandle";
import { cx } from "@/components/ui/cx";
import { edgesInto, idSet, nodeById } from "@/store/graphIndex";
import { cachedPortsOf, type ShownPort } from "@/store/nodePorts";
import { useWorkflow } from "@/store/useWorkflow";
import type { Endpoint } from "@/types/workflow";
import { COLLAPSED_WIDTH, collapsedHeight, collapsedOf, portY } from "./collapsed";
import { GroupBar } from "./GroupBar";

/** A collapsed group as one node: its ports are named for the inner ones, and take wires for them. */
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
        className={cx("node-frame group-node", isSelected && "node-selected")}
        style={{ ...groupStyle(group.colour), width: COLLAPSED_WIDTH, height: collapsedHeight(collapsed) }}
      >
        <GroupBar group={group} shown={[id]} />
        {inputs.length + outputs.length === 0 && (
          <p className="px-3 py-2 text-ink-3">{words.nodes(group.nodes.length)}</p>
        )}
        {inputs.map((end, index) => (
          <GroupPort key={groupPort(end)} end={end} side="input" y={portY(index)} />
        ))}
        {outputs.map((end, index) => (
          <GroupPort key={groupPort(end)} end={end} side="output" y={portY(index)} />
        ))}
      </section>
    );
  },
  (before, after) => before.id === after.id,
);

function GroupPort({ end, side, y }: { end: Endpoint; side: "input" | "output"; y: number }) {
  const titleOf = useTitleOf();
  const node = useWorkflow(({ workflow }) => workflow && nodeById(workflow.nodes, end.node));
  const isInput = side === "input";
  const isWired = useWorkflow(
    ({ workflow }) => workflow && edgesInto(workflow.edges, end.node).some(({ target }) => target.port === end.port),
  );
  const hasList = useListFlow((flow) => flow.has(portKey(end.node, side, end.port)));
  const ports: ShownPort[] = node ? cachedPortsOf(node)[isInput ? "inputs" : "outputs"] : [];
  const port = ports.find(({ name }) => name === end.port) ?? { name: end.port, type: "any", missing: true };
  const name = words.port(node ? titleOf(node) : "", portText(port));
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
      <PortHandle
        id={groupPort(end)}
        nodeId={end.node}
        port={{ ...port, label: name }}
        side={side}
        y={y}
        wired={isWired === true}
        list={port.list === true || port.many === true || hasList === true}
      />
    </>
  );
}
