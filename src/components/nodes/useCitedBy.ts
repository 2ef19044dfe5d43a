import { useMemo } from "react";
import { edgesInto } from "@/store/graphIndex";
import { useRun } from "@/store/useRun";
import { useWorkflow } from "@/store/useWorkflow";
import type { Value } from "@/types/run";
import { type Cited, nothingCited, readCited } from "./sources";

/** The sources of a text that a node shows: those of the answer that came to its `port` by the only wire, unchanged. */
export function useCitedBy(nodeId: string, port: string, value: Value | undefined): Cited {
  const from = useWorkflow(({ workflow }) => {
    const wires = edgesInto(workflow?.edges ?? [], nodeId).filter(({ target }) => target.port === port);
    return wires.length === 1 && wires[0]?.source.port === "text" ? wires[0].source.node : undefined;
  });
  const sources = useRun(({ run }) => {
    const output = from === undefined ? undefined : run.nodes[from]?.output;
    return output !== undefined && output.text === value ? output.sources : undefined;
  });
  return useMemo(() => (typeof value === "string" ? readCited(sources, value) : nothingCited), [sources, value]);
}
