import { BookOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useKeysOf } from "@/components/commands/useKeysOf";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { reader as readerWords } from "@/components/messages/reader";
import { NodeAnswer } from "@/components/nodes/Answer";
import { ItemsSummary } from "@/components/nodes/ItemsSummary";
import { OutputResult } from "@/components/nodes/OutputNode";
import { OutputValue } from "@/components/nodes/OutputValue";
import { picturesOf } from "@/components/nodes/picture";
import { ResultMenus } from "@/components/nodes/ResultMenus";
import { countReadables, readableAt } from "@/components/nodes/readable";
import { openReader } from "@/components/nodes/readerUi";
import { RichTexts } from "@/components/nodes/rich/richTexts";
import { ScoreResult, ScoresOfItems } from "@/components/nodes/ScoreResult";
import { isComparison, VariantColumns } from "@/components/nodes/VariantColumns";
import { verdictOf } from "@/components/nodes/verdict";
import { IconButton } from "@/components/ui/IconButton";
import { callsModels } from "@/lib/nodes/modelCalls";
import type { NodeRun } from "@/store/runReducer";
import { useNodeRun } from "@/store/useRun";
import type { WorkflowNode } from "@/types/workflow";
import { ItemTable } from "./ItemTable";
import { KeptResult } from "./KeptResult";
import { PicturesResult } from "./PicturesResult";

/** The newest result of a node, in full where the node itself shows only its beginning. */
export function LastResult({ node }: { node: WorkflowNode }) {
  const run = useNodeRun(node.id);
  const { output, items, key } = run;
  const isKept = callsModels(node);
  if (items !== undefined) {
    return (
      <section aria-label={nodeWords.items.table} className="flex flex-col gap-2.5 border-line border-b pb-4">
        {isComparison(output?.results) && (
          <>
            <ResultHead node={node} run={run} title={words.result} />
            <RichTexts value>
              <VariantColumns list={output.results} items={items} />
            </RichTexts>
          </>
        )}
        {isComparison(output?.results) ? (
          <h3 className="font-medium text-ink-2">{nodeWords.items.table}</h3>
        ) : (
          <ResultHead node={node} run={run} title={nodeWords.items.table} />
        )}
        <ItemsSummary nodeId={node.id} items={items} />
        {node.type === "score" && <ScoresOfItems items={items} />}
        <ItemTable items={items} keptFor={isKept ? node.id : undefined} />
      </section>
    );
  }
  const result = resultOf(node, run);
  if (result === undefined) return null;
  return (
    <section aria-label={words.result} className="border-line border-b pb-4">
      <ResultHead node={node} run={run} title={words.result} />
      <RichTexts value>
        <div className="flex flex-col gap-2">{result}</div>
      </RichTexts>
      {isKept && key !== undefined && <KeptResult key={key} cacheKey={key} />}
    </section>
  );
}

/** What the section shows, with the ways out of the panel: into the reader, the clipboard, a file. */
function ResultHead({ node, run, title }: { node: WorkflowNode; run: NodeRun; title: string }) {
  const keys = useKeysOf("read");
  const results = () => Array.from({ length: countReadables(run) }, (_, place) => readableAt(run, place) ?? []).flat();
  return (
    <div className="-mr-1.5 mb-1 flex items-center">
      <h3 className="mr-auto font-medium text-ink-2">{title}</h3>
      <IconButton label={readerWords.openLong} shortcut={keys} icon={BookOpen} onClick={() => openReader(node.id)} />
      <ResultMenus node={node} results={results} />
    </div>
  );
}

function resultOf(node: WorkflowNode, run: NodeRun): ReactNode {
  const { output, text, reasoning, tools } = run;
  const pictures = picturesOf(run, nodeWords.pictures.name);
  if (pictures.length > 0) return <PicturesResult pictures={pictures} nodeId={node.id} item={0} />;
  const verdict = verdictOf(output);
  if (verdict !== undefined) return <ScoreResult verdict={verdict} />;
  const isAnswer =
    callsModels(node) && (text !== "" || Boolean(reasoning) || tools !== undefined) && output?.results === undefined;
  if (isAnswer) return <NodeAnswer run={run} room="panel" nodeId={node.id} />;
  if (node.type === "output" && output?.value !== undefined) return <OutputResult node={node} value={output.value} />;
  const value = output?.results ?? output?.items ?? output?.rows ?? output?.json ?? output?.value ?? output?.text;
  return value === undefined ? undefined : <OutputValue value={value} format="auto" nodeId={node.id} />;
}
