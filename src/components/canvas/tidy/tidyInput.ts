import { placePorts } from "@/components/board/portLayout";
import { lookOf } from "@/components/kinds/nodeViews";
import type { NamedBox } from "@/store/arrange";
import { nodeById } from "@/store/graphIndex";
import { groupsOf } from "@/store/groups";
import { shownPorts } from "@/store/nodePorts";
import type { Workflow } from "@/types/workflow";
import type { TidyInput } from "./tidyGraph";

/** What is to be tidied: these nodes with their ports, the wires between them, the groups they are in. */
export function toTidyInput(workflow: Workflow, boxes: readonly NamedBox[]): TidyInput {
  const ids = new Set(boxes.map(({ id }) => id));
  return {
    nodes: boxes.flatMap((box) => {
      const node = nodeById(workflow.nodes, box.id);
      return node === undefined
        ? []
        : [{ ...box, ...placePorts(lookOf(node.type).layout, shownPorts(node, workflow.edges)) }];
    }),
    wires: workflow.edges.filter(({ source, target }) => ids.has(source.node) && ids.has(target.node)),
    groups: groupsOf(workflow)
      .map(({ id, nodes }) => ({ id, nodes: nodes.filter((node) => ids.has(node)) }))
      .filter(({ nodes }) => nodes.length > 0),
  };
}
