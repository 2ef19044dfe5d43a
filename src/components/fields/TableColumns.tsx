import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo } from "react";
import { evaluation } from "@/components/messages/evaluation";
import { useRunSample } from "@/components/runs/useRunSample";
import { Button } from "@/components/ui/Button";
import { Field, TextInput } from "@/components/ui/Field";
import { IconButton } from "@/components/ui/IconButton";
import { Switch } from "@/components/ui/Switch";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import { type ColumnSetting, toSetting } from "@/lib/nodes/tableNode";
import { arrivingColumns } from "@/store/table/tableColumns";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

const words = evaluation.fields;

/** Which columns a table gives, in which order and under which names. */
export function TableColumns({ node }: { node: WorkflowNode }) {
  const data = nodeKinds.table.schema.safeParse(node.data).data;
  const settings = useColumnSettings(node, data?.spread ?? false, data?.columns?.map(toSetting) ?? []);
  const change = (next: Record<string, unknown>) => workflowActions().updateNodeData(node.id, next);
  const save = (columns: ColumnSetting[]) => change({ columns });
  return (
    <>
      <Field label={words.spread} hint={words.spreadHint} control="button">
        <Switch checked={data?.spread ?? false} onChange={(spread) => change({ spread })} />
      </Field>
      <section aria-label={words.columns} className="flex flex-col gap-1.5">
        <h3 className="font-medium text-ink-2">{words.columns}</h3>
        {settings.length === 0 && <p className="text-ink-3 text-xs">{words.none}</p>}
        {settings.map((setting, place) => (
          <ColumnLine
            key={setting.column}
            setting={setting}
            isFirst={place === 0}
            isLast={place === settings.length - 1}
            onChange={(next) => save(settings.with(place, { ...setting, ...next }))}
            onMove={(by) => save(settings.toSpliced(place, 1).toSpliced(place + by, 0, setting))}
          />
        ))}
        {data?.columns !== undefined && (
          <Button size="sm" className="self-start" onClick={() => change({ columns: undefined })}>
            {words.reset}
          </Button>
        )}
      </section>
    </>
  );
}

/** What is said of each column that is known: those of the settings, then the others that come in. */
function useColumnSettings(node: WorkflowNode, spread: boolean, said: readonly ColumnSetting[]): ColumnSetting[] {
  const nodes = useWorkflow(({ workflow }) => workflow?.nodes);
  const edges = useWorkflow(({ workflow }) => workflow?.edges);
  const runs = useRunSample().run.nodes;
  const names = useMemo(
    () => (nodes === undefined || edges === undefined ? [] : arrivingColumns({ nodes, edges }, runs, node.id, spread)),
    [nodes, edges, runs, node.id, spread],
  );
  const isSaid = new Set(said.map(({ column }) => column));
  return [...said, ...names.flatMap(({ name }) => (isSaid.has(name) ? [] : [{ column: name }]))];
}

function ColumnLine(props: {
  setting: ColumnSetting;
  isFirst: boolean;
  isLast: boolean;
  onChange: (next: Partial<ColumnSetting>) => void;
  onMove: (by: -1 | 1) => void;
}) {
  const { setting, isFirst, isLast, onChange, onMove } = props;
  const { column, name = "", hidden = false } = setting;
  return (
    <div className="flex items-center gap-1.5">
      <input
        type="checkbox"
        aria-label={words.keep(column)}
        checked={!hidden}
        onChange={(event) => onChange({ hidden: event.target.checked ? undefined : true })}
        className="size-4 shrink-0 accent-accent"
      />
      <div className="min-w-0 flex-1">
        <Field label={<span className="sr-only">{words.name(column)}</span>}>
          <TextInput
            maxLength={200}
            value={name}
            placeholder={column}
            disabled={hidden}
            onChange={(event) => onChange({ name: event.target.value || undefined })}
          />
        </Field>
      </div>
      <IconButton size="sm" icon={ArrowUp} label={words.up(column)} disabled={isFirst} onClick={() => onMove(-1)} />
      <IconButton size="sm" icon={ArrowDown} label={words.down(column)} disabled={isLast} onClick={() => onMove(1)} />
    </div>
  );
}
