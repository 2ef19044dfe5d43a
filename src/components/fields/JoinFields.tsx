import { inspector as words } from "@/components/messages/inspector";
import { textOf } from "@/components/nodes/nodeData";
import { Field, TextInput } from "@/components/ui/Field";
import { workflowActions } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** A separator in one line: line breaks and tabs are written as people write them in code. */
export function toEscaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
}

export function fromEscaped(text: string): string {
  const meanings: Record<string, string> = { n: "\n", t: "\t", "\\": "\\" };
  return text.replace(/\\([nt\\])/g, (_, letter: string) => meanings[letter] ?? letter);
}

export function JoinFields({ node }: { node: WorkflowNode }) {
  return (
    <Field label={words.separator} hint={words.separatorHint}>
      <TextInput
        mono
        value={toEscaped(textOf(node, "separator"))}
        onChange={(event) => workflowActions().updateNodeData(node.id, { separator: fromEscaped(event.target.value) })}
      />
    </Field>
  );
}
