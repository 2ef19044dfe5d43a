import { useNewNodeData } from "@/components/board/useNewNodeData";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { scores as words } from "@/components/messages/scores";
import { freshJudge, methodOptions, scoreDataOf, toMethod } from "@/components/nodes/scoreData";
import { Field } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { ScoreData } from "@/lib/nodes/scores/scoreSettings";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { SchemaField } from "./AnswerFields";
import { JudgeFields } from "./JudgeFields";
import { MapFields } from "./MapFields";
import { ExpectedFields, RangeFields, SimilarField } from "./PlainScoreFields";

export interface ScoreFieldsProps {
  nodeId: string;
  data: ScoreData;
  onChange: (change: Partial<ScoreData>) => void;
}

/** How a value is scored: the method, then what it needs. */
export function ScoreSettings({ node }: { node: WorkflowNode }) {
  const newData = useNewNodeData();
  const data = scoreDataOf(node);
  if (data === undefined) return <p className="text-error">{nodeWords.broken}</p>;
  const change = (next: Partial<ScoreData>) => workflowActions().updateNodeData(node.id, next);
  const props = { nodeId: node.id, data, onChange: change };
  return (
    <>
      <Field label={words.method} control="button" hint={words.hints[data.method]}>
        <Select
          value={data.method}
          options={methodOptions()}
          onChange={(method) => change(toMethod(method, data, freshJudge(newData)))}
        />
      </Field>
      <MethodFields {...props} />
      {data.method === "judge" && <MapFields node={node} fields={["cross", "maxParallel"]} />}
    </>
  );
}

function MethodFields(props: ScoreFieldsProps) {
  const { nodeId, data, onChange } = props;
  switch (data.method) {
    case "range":
      return <RangeFields {...props} />;
    case "schema":
      return <SchemaField schema={data.jsonSchema ?? {}} field={{ nodeId, name: "jsonSchema" }} onChange={onChange} />;
    case "judge":
      return (
        <>
          <JudgeFields {...props} />
          <ExpectedFields {...props} />
        </>
      );
    case "similar":
      return (
        <>
          <ExpectedFields {...props} />
          <SimilarField {...props} />
        </>
      );
    default:
      return <ExpectedFields {...props} />;
  }
}
