import { Plus, Trash2 } from "lucide-react";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { inspector } from "@/components/messages/inspector";
import { scores as words } from "@/components/messages/scores";
import { ConnectHint } from "@/components/nodes/ConnectHint";
import { keyOf } from "@/components/nodes/editedFields";
import { LargeEditorButton } from "@/components/nodes/LargeEditorButton";
import { freshJudge } from "@/components/nodes/scoreData";
import { type LlmData, useLlmNode } from "@/components/nodes/useLlmNode";
import { Button } from "@/components/ui/Button";
import { Field, TextArea } from "@/components/ui/Field";
import { IconButton } from "@/components/ui/IconButton";
import { type Judge, type Scale, standardScale } from "@/lib/nodes/scores/scoreSettings";
import type { EditedField } from "@/store/dialogStore";
import { LimitFields } from "./LimitFields";
import { ModelField } from "./ModelField";
import { NumberField } from "./NumberField";
import { OnLimitField } from "./OnLimitField";
import { PaidBy } from "./PaidBy";
import { ReasoningField } from "./ReasoningField";
import { RunsOnField } from "./RunsOnField";
import type { ScoreFieldsProps } from "./ScoreSettings";

/** What is judged by which rubric, on which scale, and by whom. */
export function JudgeFields({ nodeId, data, onChange }: ScoreFieldsProps) {
  const newData = useNewNodeData();
  const rubric: EditedField = { nodeId, name: "rubric" };
  const { judges = [] } = data;
  const save = (next: Judge[]) => onChange({ judges: next });
  return (
    <>
      <Field label={words.rubric} aside={<LargeEditorButton field={rubric} name={words.rubric} />}>
        <TextArea
          data-edits={keyOf(rubric)}
          rows={6}
          value={data.rubric ?? ""}
          placeholder={words.rubricPlaceholder}
          onChange={(event) => onChange({ rubric: event.target.value || undefined })}
        />
      </Field>
      <ScaleFields scale={data.scale ?? standardScale} onChange={(scale) => onChange({ scale })} />
      {judges.map((judge, index) => (
        <JudgeSection
          // biome-ignore lint/suspicious/noArrayIndexKey: a judge has no name of its own, its place is who it is
          key={index}
          nodeId={nodeId}
          index={index}
          judge={judge}
          onChange={(change) => save(judges.with(index, { ...judge, ...change }))}
          onRemove={() => save(judges.toSpliced(index, 1))}
        />
      ))}
      <Button
        icon={Plus}
        onClick={() => save([...judges, judges.at(-1) ?? freshJudge(newData)])}
        className="self-start"
      >
        {words.addJudge}
      </Button>
    </>
  );
}

function ScaleFields({ scale, onChange }: { scale: Scale; onChange: (scale: Scale) => void }) {
  const names = ["min", "max", "passAt"] as const;
  return (
    <div className="grid grid-cols-3 gap-3">
      {names.map((name) => (
        <NumberField
          key={name}
          label={words.scale[name]}
          value={scale[name]}
          placeholder={String(standardScale[name])}
          problem={words.numberWrong}
          isValid={Number.isFinite}
          onChange={(value = standardScale[name]) => onChange({ ...scale, [name]: value })}
        />
      ))}
    </div>
  );
}

interface JudgeProps {
  nodeId: string;
  index: number;
  judge: Judge;
  onChange: (change: Partial<LlmData>) => void;
  onRemove: () => void;
}

function JudgeSection({ nodeId, index, judge, onChange, onRemove }: JudgeProps) {
  const view = useLlmNode(judge);
  const name = words.judge(index + 1);
  return (
    <section aria-label={name} className="flex flex-col gap-4 border-line border-t pt-3.5">
      <div className="-mb-2 flex items-center justify-between">
        <h3 className="font-semibold">{name}</h3>
        <IconButton size="sm" icon={Trash2} label={words.removeJudge(index + 1)} onClick={onRemove} />
      </div>
      <RunsOnField view={view} onChange={onChange} />
      <ConnectHint view={view} />
      <ModelField view={view} onChange={onChange} />
      {view.model?.supports.jsonSchema === false && (
        <p className="-mt-2 text-waiting text-xs">{view.model.reasons?.jsonSchema ?? inspector.schemaUnsupported}</p>
      )}
      <ReasoningField view={view} onChange={onChange} />
      <LimitFields view={view} onChange={onChange} />
      <OnLimitField view={view} onChange={onChange} />
      <PaidBy nodeId={nodeId} view={view} />
    </section>
  );
}
