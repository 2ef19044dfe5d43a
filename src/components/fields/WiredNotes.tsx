import { TriangleAlert } from "lucide-react";
import { inspector as words } from "@/components/messages/inspector";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { edgesInto } from "@/store/graphIndex";
import { useWorkflow } from "@/store/useWorkflow";

/** Said before the run says it: what is wired to the node and the model does not take as it is. */
export function WiredNotes({ nodeId, view: { model } }: { nodeId: string; view: LlmNodeView }) {
  return (
    <>
      <Note nodeId={nodeId} port="images" reason={model?.reasons?.images} outcome={words.imagesWired} />
      <Note nodeId={nodeId} port="files" reason={model?.reasons?.files} outcome={words.filesWired} />
    </>
  );
}

function Note(props: { nodeId: string; port: string; reason: string | undefined; outcome: string }) {
  const { nodeId, port, reason, outcome } = props;
  const isWired = useWorkflow(({ workflow }) =>
    workflow === null ? false : edgesInto(workflow.edges, nodeId).some((edge) => edge.target.port === port),
  );
  if (!isWired || reason === undefined) return null;
  return (
    <p className="flex gap-2 text-waiting text-xs">
      <TriangleAlert size={14} strokeWidth={1.75} aria-hidden className="mt-px shrink-0" />
      {reason} {outcome}
    </p>
  );
}
