import { lazy, Suspense } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { FilePreview } from "@/components/nodes/FilePreview";
import { ACCEPTED_FILES, uploadFile } from "@/components/nodes/uploadFile";
import { useFilePick } from "@/components/nodes/useFilePick";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { Select } from "@/components/ui/Select";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { InputNameField } from "./InputNameField";

const FilePages = lazy(() => import("@/components/nodes/FilePages").then((module) => ({ default: module.FilePages })));

const ways = ["text", "csv", "json", "jsonl", "document"] as const;
const scanChoices = ["refuse", "pictures", "empty"] as const;

type ScanChoice = (typeof scanChoices)[number];

export function FileFields({ node }: { node: WorkflowNode }) {
  const data = nodeKinds.fileInput.schema.safeParse(node.data).data;
  const as = data?.as ?? "text";
  const scans: ScanChoice = data?.scans ?? "refuse";
  const pick = useFilePick(ACCEPTED_FILES, async (file) => {
    const next = await uploadFile(file);
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
          segments={ways.map((value) => ({ value, label: words.readAsWays[value] }))}
          onChange={(next) => workflowActions().updateNodeData(node.id, { as: next })}
        />
      </Field>
      {as === "document" && (
        <Field label={words.scans} control="button" hint={words.scanHints[scans]}>
          <Select
            value={scans}
            options={scanChoices.map((value) => ({ value, label: words.scanWays[value] }))}
            onChange={(next) =>
              workflowActions().updateNodeData(node.id, { scans: next === "refuse" ? undefined : next })
            }
          />
        </Field>
      )}
      {data && <FilePreview nodeId={node.id} data={data} inPanel />}
      {data?.as === "document" && data.asset && (
        <Suspense>
          <FilePages key={data.asset.asset} data={data} />
        </Suspense>
      )}
      <InputNameField node={node} />
    </>
  );
}
