import { isRecord, toText } from "@/lib/nodes/values";
import { edgesInto } from "@/store/graphIndex";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";

/**
 * What came to one input of a node for one of its items, as text: by the only wire, item by item or the same for all.
 * Undefined where the wire is not known, or every item is combined with every other.
 */
export function useItemInput(nodeId: string | undefined, port: string, item: number): string | undefined {
  const source = useWorkflow(({ workflow }) => {
    if (workflow === null || nodeId === undefined) return undefined;
    if (workflow.nodes.find(({ id }) => id === nodeId)?.data.cross === true) return undefined;
    const wires = edgesInto(workflow.edges, nodeId).filter(({ target }) => target.port === port);
    return wires.length === 1 ? wires[0]?.source : undefined;
  });
  return useRun(({ run }) => {
    const value = source === undefined ? undefined : run.nodes[source.node]?.output?.[source.port];
    const input = Array.isArray(value) ? value[item] : value;
    return input === undefined || isRecord(input) ? undefined : toText(input);
  });
}
