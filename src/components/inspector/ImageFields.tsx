import { useRef } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { textOf } from "@/components/nodes/nodeData";
import { ACCEPTED_IMAGES, uploadPicture } from "@/components/nodes/uploadPicture";
import { Button } from "@/components/ui/Button";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

export function ImageFields({ node }: { node: WorkflowNode }) {
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    const data = file && (await uploadPicture(file));
    if (data !== undefined) workflowActions().updateNodeData(node.id, { ...data });
  };
  const fileName = textOf(node, "fileName");
  return (
    <section aria-label={words.picture}>
      <h3 className="mb-1.5 font-medium text-ink-2">{words.picture}</h3>
      {fileName !== "" && <p className="mb-2 truncate text-ink-2">{fileName}</p>}
      <Button onClick={() => input.current?.click()}>
        {fileName === "" ? nodeWords.image.choose : nodeWords.image.replace}
      </Button>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED_IMAGES}
        hidden
        aria-label={nodeWords.image.choose}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </section>
  );
}
