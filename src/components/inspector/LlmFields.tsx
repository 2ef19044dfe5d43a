import { useMemo } from "react";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { ConnectHint } from "@/components/nodes/ConnectHint";
import { type LlmData, parseLlmData, useLlmNode } from "@/components/nodes/useLlmNode";
import { Field, TextArea } from "@/components/ui/Field";
import { edgesInto } from "@/store/graphIndex";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { AnswerFields } from "./AnswerFields";
import { LimitFields } from "./LimitFields";
import { ModelField } from "./ModelField";
import { PaidBy } from "./PaidBy";
import { ReasoningField } from "./ReasoningField";
import { RunsOnField } from "./RunsOnField";

/** Changes some settings of the node; a setting set to undefined takes its default. */
export type ChangeLlm = (change: Partial<LlmData>) => void;

/** Every setting of an LLM node, led by what its model can do on its account or key. */
export function LlmFields({ node }: { node: WorkflowNode }) {
  const data = useMemo(() => parseLlmData(node.data), [node.data]);
  if (data === undefined) return <p className="text-error">{nodeWords.broken}</p>;
  return <LlmForm nodeId={node.id} data={data} />;
}

function LlmForm({ nodeId, data }: { nodeId: string; data: LlmData }) {
  const view = useLlmNode(data);
  const change: ChangeLlm = (next) => workflowActions().updateNodeData(nodeId, next);
  const isSystemWired = useWorkflow(({ workflow }) =>
    workflow === null ? false : edgesInto(workflow.edges, nodeId).some((edge) => edge.target.port === "system"),
  );
  return (
    <>
      <RunsOnField view={view} onChange={change} />
      <ConnectHint view={view} />
      <ModelField view={view} onChange={change} />
      <ReasoningField view={view} onChange={change} />
      <Field label={words.instructions} hint={isSystemWired ? words.instructionsWired : undefined}>
        <TextArea
          value={data.system ?? ""}
          rows={3}
          placeholder={words.instructionsPlaceholder}
          onChange={(event) => change({ system: event.target.value || undefined })}
        />
      </Field>
      <AnswerFields view={view} onChange={change} />
      <LimitFields view={view} onChange={change} />
      <PaidBy view={view} />
    </>
  );
}
