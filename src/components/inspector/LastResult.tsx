import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { ItemsSummary } from "@/components/nodes/ItemsSummary";
import { textOf } from "@/components/nodes/nodeData";
import { OutputValue } from "@/components/nodes/OutputNode";
import { isComparison, VariantColumns } from "@/components/nodes/VariantColumns";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { useNodeRun } from "@/store/useRun";
import type { WorkflowNode } from "@/types/workflow";
import { ItemTable } from "./ItemTable";
import { KeptResult } from "./KeptResult";

/** The newest result of a node, in full where the node itself shows only its beginning. */
export function LastResult({ node }: { node: WorkflowNode }) {
  const { output, text, items, key } = useNodeRun(node.id);
  const callsModels = kindOf(node.type)?.callsModels === true;
  const value =
    output?.results ??
    output?.items ??
    output?.json ??
    output?.value ??
    output?.text ??
    (text === "" ? undefined : text);
  if (items !== undefined) {
    return (
      <section aria-label={nodeWords.items.table} className="flex flex-col gap-2.5 border-line border-t pt-3.5">
        {isComparison(output?.results) && (
          <>
            <h3 className="font-medium text-ink-2">{words.result}</h3>
            <VariantColumns list={output.results} />
          </>
        )}
        <h3 className="font-medium text-ink-2">{nodeWords.items.table}</h3>
        <ItemsSummary nodeId={node.id} items={items} />
        <ItemTable items={items} keptFor={callsModels ? node.id : undefined} />
      </section>
    );
  }
  if (value === undefined) return null;
  return (
    <section aria-label={words.result} className="border-line border-t pt-3.5">
      <h3 className="mb-2 font-medium text-ink-2">{words.result}</h3>
      <OutputValue value={value} format={textOf(node, "format") || "auto"} />
      {callsModels && key !== undefined && <KeptResult key={key} nodeId={node.id} cacheKey={key} />}
    </section>
  );
}
