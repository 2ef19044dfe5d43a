import { useNewNodeData } from "@/components/board/useNewNodeData";
import { nodes } from "@/components/messages/nodes";
import { scores as words } from "@/components/messages/scores";
import { Select } from "@/components/ui/Select";
import type { Judge, ScoreData } from "@/lib/nodes/scores/scoreSettings";
import { useMay } from "@/store/person";
import { useNodeRun } from "@/store/useRun";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { ConnectHint } from "./ConnectHint";
import { ItemsSummary } from "./ItemsSummary";
import { ModelChip } from "./ModelChip";
import { NodeError } from "./NodeError";
import { NodeInput } from "./NodeInput";
import { ScoreResult, ScoresOfItems } from "./ScoreResult";
import { freshJudge, methodOptions, scoreDataOf, toMethod } from "./scoreData";
import { useIsInputWired } from "./useIsInputWired";
import { useLlmNode } from "./useLlmNode";
import { verdictOf } from "./verdict";

/** What stands on the node itself: the method, its first setting, its judges and the result. */
export function ScoreBody({ node }: { node: WorkflowNode }) {
  const mayEdit = useMay("editor");
  const newData = useNewNodeData();
  const data = scoreDataOf(node);
  if (data === undefined) return <p className="text-error">{nodes.broken}</p>;
  const change = (next: Partial<ScoreData>) => workflowActions().updateNodeData(node.id, next);
  return (
    <>
      <div className="nodrag">
        <Select
          disabled={!mayEdit}
          aria-label={words.method}
          value={data.method}
          options={methodOptions()}
          onChange={(method) => change(toMethod(method, data, freshJudge(newData)))}
        />
      </div>
      <FirstSetting nodeId={node.id} data={data} onChange={change} />
      <Outcome node={node} />
    </>
  );
}

interface Props {
  nodeId: string;
  data: ScoreData;
  onChange: (change: Partial<ScoreData>) => void;
}

function FirstSetting({ nodeId, data, onChange }: Props) {
  const isWired = useIsInputWired(nodeId, "reference");
  const { method, expected, judges = [] } = data;
  if (method === "judge") {
    if (judges.length === 0) return <p className="text-ink-3">{words.noJudge}</p>;
    return judges.map((judge, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a judge has no name of its own, its place is who it is
      <JudgeChip key={index} judge={judge} onChange={(next) => onChange({ judges: judges.with(index, next) })} />
    ));
  }
  if (method === "range" || method === "schema" || isWired) return null;
  // A line of its own could not keep several.
  if (expected?.includes("\n")) {
    return <p className="wrap-anywhere line-clamp-3 whitespace-pre-wrap text-ink-2">{expected}</p>;
  }
  return (
    <NodeInput
      mono={method === "matches"}
      label={method === "matches" ? words.pattern : words.expected}
      placeholder={method === "matches" ? nodes.condition.patternPlaceholder : words.expectedPlaceholder}
      value={expected ?? ""}
      onChange={(next) => onChange({ expected: next === "" ? undefined : next })}
    />
  );
}

function JudgeChip({ judge, onChange }: { judge: Judge; onChange: (judge: Judge) => void }) {
  const view = useLlmNode(judge);
  return (
    <>
      <ModelChip view={view} onChange={(change) => onChange({ ...judge, ...change })} />
      <ConnectHint view={view} />
    </>
  );
}

function Outcome({ node }: { node: WorkflowNode }) {
  const run = useNodeRun(node.id);
  const verdict = verdictOf(run.output);
  return (
    <>
      {run.items !== undefined && <ItemsSummary nodeId={node.id} items={run.items} />}
      {run.items !== undefined && <ScoresOfItems items={run.items} />}
      {run.items === undefined && verdict !== undefined && <ScoreResult verdict={verdict} isShort />}
      <NodeError nodeId={node.id} run={run} />
    </>
  );
}
