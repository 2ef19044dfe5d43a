import { inspector as words } from "@/components/messages/inspector";
import { textOf } from "@/components/nodes/nodeData";
import { OutputValue } from "@/components/nodes/OutputNode";
import { useNodeRun } from "@/store/useRun";
import type { WorkflowNode } from "@/types/workflow";

/** The newest result of a node, in full where the node itself shows only its beginning. */
export function LastResult({ node }: { node: WorkflowNode }) {
  const { output, text } = useNodeRun(node.id);
  const value =
    output?.results ??
    output?.items ??
    output?.json ??
    output?.value ??
    output?.text ??
    (text === "" ? undefined : text);
  if (value === undefined) return null;
  return (
    <section aria-label={words.result} className="border-line border-t pt-3.5">
      <h3 className="mb-2 font-medium text-ink-2">{words.result}</h3>
      <OutputValue value={value} format={textOf(node, "format") || "auto"} />
    </section>
  );
}
