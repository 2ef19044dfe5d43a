import dynamic from "next/dynamic";
import { useState } from "react";
import { transform as words } from "@/components/messages/transform";
import { keyOf } from "@/components/nodes/editedFields";
import { LargeEditorButton } from "@/components/nodes/LargeEditorButton";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextArea, TextInput } from "@/components/ui/Field";
import { Select } from "@/components/ui/Select";
import type { EditedField } from "@/store/dialogStore";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { readInputNames, splitNames, transformInputsOf } from "./transformInputsOf";

// Most of the time nobody looks at them.
const TransformExamples = dynamic(() => import("./TransformExamples").then((module) => module.TransformExamples));
const TransformTry = dynamic(() => import("./TransformTry").then((module) => module.TransformTry));

const listsOf = () => (["each", "whole"] as const).map((value) => ({ value, label: words.lists[value] }));

export function TransformFields({ node }: { node: WorkflowNode }) {
  const field: EditedField = { nodeId: node.id, name: "code" };
  const list = node.data.list === "whole" ? "whole" : "each";
  const change = (next: Record<string, unknown>) => workflowActions().updateNodeData(node.id, next);
  return (
    <>
      <Field label={words.code} hint={words.codeHint} aside={<LargeEditorButton field={field} name={words.code} />}>
        <TextArea
          data-edits={keyOf(field)}
          mono
          rows={12}
          spellCheck={false}
          className="text-xs"
          value={textOf(node, "code")}
          placeholder={words.placeholder}
          onChange={(event) => change({ code: event.target.value })}
        />
      </Field>
      <TransformExamples node={node} />
      <InputsField key={node.id} node={node} />
      <Field label={words.list} hint={words.listHint} control="button">
        <Select value={list} options={listsOf()} onChange={(next) => change({ list: next })} />
      </Field>
      <TransformTry key={`try ${node.id}`} node={node} />
    </>
  );
}

/** What is written stays as it is while it says what the node has, or nothing that it can have. */
function InputsField({ node }: { node: WorkflowNode }) {
  const names = transformInputsOf(node);
  const [written, setWritten] = useState<string>();
  const isWrong = written !== undefined && readInputNames(written) === undefined;
  const isSame = written !== undefined && splitNames(written).join() === names.join();
  const write = (text: string) => {
    setWritten(text);
    const inputs = readInputNames(text);
    if (inputs !== undefined) workflowActions().updateNodeData(node.id, { inputs });
  };
  return (
    <Field label={words.inputs} hint={words.inputsHint} error={isWrong ? words.inputsWrong : undefined}>
      <TextInput
        spellCheck={false}
        value={isWrong || isSame ? written : names.join(", ")}
        onChange={(event) => write(event.target.value)}
        onBlur={() => setWritten(undefined)}
      />
    </Field>
  );
}
