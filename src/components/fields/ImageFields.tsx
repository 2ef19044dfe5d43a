import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { textOf } from "@/components/nodes/nodeData";
import { ACCEPTED_IMAGES, uploadPicture } from "@/components/nodes/uploadPicture";
import { useFilePick } from "@/components/nodes/useFilePick";
import { Button } from "@/components/ui/Button";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

export function ImageFields({ node }: { node: WorkflowNode }) {
  const pick = useFilePick(ACCEPTED_IMAGES, async (file) => {
    const data = await uploadPicture(file);
    if (data !== undefined) workflowActions().updateNodeData(node.id, { ...data });
  });
  const fileName = textOf(node, "fileName");
  return (
    <section aria-label={words.picture}>
      <h3 className="mb-1.5 font-medium text-ink-2">{words.picture}</h3>
      {fileName !== "" && <p className="mb-2 truncate text-ink-2">{fileName}</p>}
      <Button busy={pick.busy} onClick={pick.choose}>
        {fileName === "" ? nodeWords.image.choose : nodeWords.image.replace}
      </Button>
      {pick.input}
    </section>
  );
}
