import { TriangleAlert } from "lucide-react";
import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { edgesInto } from "@/store/graphIndex";
import { useWorkflow } from "@/store/useWorkflow";

/** Said before the run refuses it: pictures are wired to a model that reads none. */
export function ImagesRefused({ nodeId, view: { model } }: { nodeId: string; view: LlmNodeView }) {
  const isWired = useWorkflow(({ workflow }) =>
    workflow === null ? false : edgesInto(workflow.edges, nodeId).some((edge) => edge.target.port === "images"),
  );
  const reason = model?.reasons?.images;
  if (!isWired || reason === undefined) return null;
  return (
    <p className="flex gap-2 text-waiting text-xs">
      <TriangleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
      {reason} {words.imagesWired}
    </p>
  );
}
