import { useMemo } from "react";
import { useTitleOf } from "@/components/board/nodeLooks";
import { toList } from "@/lib/nodes/values";
import { edgesInto, nodeById } from "@/store/graphIndex";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { isPictureRef, type Picture, readPictures } from "./picture";

/** What a picture can be compared with: those that it was made of come first, then the others of its list. */
export function useOthers(
  picture: Picture | undefined,
  list: readonly Picture[],
  nodeId: string | undefined,
): Picture[] {
  const titleOf = useTitleOf();
  // biome-ignore lint/correctness/useExhaustiveDependencies: titles do not change while a picture is looked at
  return useMemo(() => {
    const others = list.filter((other) => other !== picture);
    const { workflow } = workflowStore.getState();
    if (workflow === null || nodeId === undefined) return others;
    const { run } = runStore.getState();
    const sources = edgesInto(workflow.edges, nodeId).flatMap(({ source }) => {
      const node = nodeById(workflow.nodes, source.node);
      const pictures = toList(run.nodes[source.node]?.output?.[source.port]).filter(isPictureRef);
      return node === undefined ? [] : (readPictures(pictures, titleOf(node)) ?? []);
    });
    return [...sources.filter((one): one is Picture => "src" in one && one.src !== picture?.src), ...others];
  }, [picture, list, nodeId]);
}
