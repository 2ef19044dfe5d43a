import { useMemo } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { ConnectHint } from "@/components/nodes/ConnectHint";
import { keyOf } from "@/components/nodes/editedFields";
import { LargeEditorButton } from "@/components/nodes/LargeEditorButton";
import { type LlmData, parseLlmData, useLlmNode } from "@/components/nodes/useLlmNode";
import { Field, TextArea } from "@/components/ui/Field";
import type { EditedField } from "@/store/dialogStore";
import { edgesInto } from "@/store/graphIndex";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { AnswerFields } from "./AnswerFields";
import type { ChangeLlm } from "./changeLlm";
import { LimitFields } from "./LimitFields";
import { MapFields } from "./MapFields";
import { ModelField } from "./ModelField";
import { OnLimitField } from "./OnLimitField";
import { PaidBy } from "./PaidBy";
import { ReasoningField } from "./ReasoningField";
import { RunsOnField } from "./RunsOnField";
import { SummaryField } from "./SummaryField";
import { ToolsField } from "./ToolsField";
import { TuningFields } from "./TuningFields";
import { WiredNotes } from "./WiredNotes";

/** Every setting of an LLM node, led by what its model can do on its account or key. */
export function LlmFields({ node }: { node: WorkflowNode }) {
  const data = useMemo(() => parseLlmData(node.data), [node.data]);
  if (data === undefined) return <p className="text-error">{nodeWords.broken}</p>;
  return (
    <>
      <GenerateForm
        nodeId={node.id}
        data={data}
        onChange={(change) => workflowActions().updateNodeData(node.id, change)}
      />
      <MapFields node={node} fields={["cross", "maxParallel"]} />
    </>
  );
}

/** How one model answers: an LLM node, or one variant of a comparison. */
export function GenerateForm(props: {
  nodeId: string;
  data: LlmData;
  /** Its place in a comparison. */
  variant?: number;
  onChange: ChangeLlm;
}) {
  const { nodeId, data, variant, onChange: change } = props;
  const system: EditedField = { nodeId, name: "system", variant };
  const view = useLlmNode(data);
  const isSystemWired = useWorkflow(({ workflow }) =>
    workflow === null ? false : edgesInto(workflow.edges, nodeId).some((edge) => edge.target.port === "system"),
  );
  return (
    <>
      <RunsOnField view={view} onChange={change} />
      <ConnectHint view={view} />
      <ModelField view={view} onChange={change} />
      <WiredNotes nodeId={nodeId} view={view} />
      <ReasoningField view={view} onChange={change} />
      <SummaryField view={view} onChange={change} />
      <Field
        label={words.instructions}
        hint={isSystemWired ? words.instructionsWired : undefined}
        aside={<LargeEditorButton field={system} name={words.instructions} />}
      >
        <TextArea
          data-edits={keyOf(system)}
          value={data.system ?? ""}
          rows={3}
          placeholder={words.instructionsPlaceholder}
          onChange={(event) => change({ system: event.target.value || undefined })}
        />
      </Field>
      <AnswerFields view={view} field={{ nodeId, name: "jsonSchema", variant }} onChange={change} />
      {variant === undefined && <ToolsField key={nodeId} view={view} onChange={change} />}
      <LimitFields view={view} onChange={change} />
      <TuningFields view={view} onChange={change} />
      <OnLimitField view={view} onChange={change} />
      <PaidBy nodeId={nodeId} view={view} />
    </>
  );
}
