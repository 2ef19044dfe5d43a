import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { ACCEPTED_TEXT_FILES, uploadTextFile } from "@/components/nodes/uploadTextFile";
import { useFilePick } from "@/components/nodes/useFilePick";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { InputNameField } from "./InputNameField";

const segments = [
  { value: "text", label: "Text" },
  { value: "csv", label: "CSV" },
  { value: "json", label: "JSON" },
] as const;

export function FileFields({ node }: { node: WorkflowNode }) {
  const data = nodeKinds.fileInput.schema.safeParse(node.data).data;
  const as = data?.as ?? "text";
  const pick = useFilePick(ACCEPTED_TEXT_FILES, async (file) => {
    const next = await uploadTextFile(file);
    if (next !== undefined) workflowActions().updateNodeData(node.id, next);
  });
  return (
    <>
      <section aria-label={words.file}>
        <h3 className="mb-1.5 font-medium text-ink-2">{words.file}</h3>
        {data?.fileName && <p className="mb-2 truncate text-ink-2">{data.fileName}</p>}
        <Button busy={pick.busy} onClick={pick.choose}>
          {data?.asset === undefined ? nodeWords.file.choose : nodeWords.file.replace}
        </Button>
        {pick.input}
      </section>
      <Field label={words.readAs} control="button" hint={words.readAsHints[as]}>
        <SegmentedControl
          value={as}
          segments={segments}
          onChange={(next) => workflowActions().updateNodeData(node.id, { as: next })}
        />
      </Field>
      <InputNameField node={node} />
    </>
  );
}
