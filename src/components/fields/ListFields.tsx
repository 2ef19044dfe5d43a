import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { keyOf } from "@/components/nodes/editedFields";
import { FirstRows, PANEL_ROOM } from "@/components/nodes/FirstRows";
import { formatCount } from "@/components/nodes/format";
import { LargeEditorButton } from "@/components/nodes/LargeEditorButton";
import { textOf } from "@/components/nodes/nodeData";
import { ACCEPTED_TEXT_FILES, readListFile } from "@/components/nodes/uploadTextFile";
import { useFilePick } from "@/components/nodes/useFilePick";
import { useListHead } from "@/components/nodes/useRecords";
import { Button } from "@/components/ui/Button";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { EditedField } from "@/store/dialogStore";
import { edgesInto } from "@/store/graphIndex";
import { useWorkflow, workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { InputNameField } from "./InputNameField";
import { fromEscaped, toEscaped } from "./JoinFields";

const splits = ["lines", "csv", "json", "jsonl", "delimiter"] as const;
const options = splits.map((value) => ({ value, label: nodeWords.list.split[value] }));

export function ListFields({ node }: { node: WorkflowNode }) {
  const split = nodeKinds.list.schema.safeParse(node.data).data?.split ?? "lines";
  const isWired = useWorkflow(({ workflow }) => workflow !== null && edgesInto(workflow.edges, node.id).length > 0);
  const change = (next: Record<string, unknown>) => workflowActions().updateNodeData(node.id, next);
  const pick = useFilePick(ACCEPTED_TEXT_FILES, async (file) => {
    const data = await readListFile(file);
    if (data !== undefined) change(data);
  });
  const field: EditedField = { nodeId: node.id, name: "text" };
  const head = useListHead(isWired ? undefined : node);
  return (
    <>
      <Field label={words.split} control="button">
        <Select value={split} options={options} onChange={(next) => change({ split: next })} />
      </Field>
      {split === "delimiter" && (
        <Field label={words.delimiter} hint={words.separatorHint}>
          <TextInput
            mono
            value={toEscaped(textOf(node, "delimiter"))}
            onChange={(event) => change({ delimiter: fromEscaped(event.target.value) })}
          />
        </Field>
      )}
      <Field
        label={words.items}
        hint={isWired ? words.itemsWired : undefined}
        aside={<LargeEditorButton field={field} name={words.items} />}
      >
        <TextArea
          data-edits={keyOf(field)}
          mono
          rows={10}
          spellCheck={false}
          className="text-xs"
          value={textOf(node, "text")}
          placeholder={nodeWords.list.placeholder[split]}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      {head && (
        <section aria-label={nodeWords.list.preview} className="flex flex-col gap-1.5">
          <p className="text-ink-3 text-xs tabular-nums">{nodeWords.list.count(head.count, formatCount(head.count))}</p>
          <FirstRows {...head} room={PANEL_ROOM} />
        </section>
      )}
      <div>
        <Button busy={pick.busy} onClick={pick.choose}>
          {nodeWords.list.choose}
        </Button>
        {pick.input}
      </div>
      <InputNameField node={node} />
    </>
  );
}
