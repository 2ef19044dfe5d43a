import { titleOf } from "@/components/kinds/nodeViews";
import { NodeAnswer } from "@/components/nodes/Answer";
import { ItemsSummary } from "@/components/nodes/ItemsSummary";
import { textOf } from "@/components/nodes/nodeData";
import { OutputResult } from "@/components/nodes/OutputNode";
import { PictureGrid } from "@/components/nodes/PictureGrid";
import { picturesOf } from "@/components/nodes/picture";
import { RichTexts } from "@/components/nodes/rich/richTexts";
import { ScoreResult } from "@/components/nodes/ScoreResult";
import { verdictOf } from "@/components/nodes/verdict";
import type { NodeRun } from "@/store/runReducer";
import type { WorkflowNode } from "@/types/workflow";

interface Props {
  node: WorkflowNode;
  run: NodeRun;
}

/** More than three lines hold. */
const MOST_CHARACTERS = 600;

/** What a closed line shows: the beginning of the text, or what came out. */
export function NodePreview({ node, run }: Props) {
  // Empty lines would take the room of those that say something.
  const text = textOf(node, "text")
    .slice(0, MOST_CHARACTERS)
    .trim()
    .replace(/\n\s*\n/g, "\n");
  const result = resultOf(node, run);
  if (result !== null)
    return (
      <RichTexts value>
        <div className="border-line border-t px-3 py-2.5">{result}</div>
      </RichTexts>
    );
  if (text === "") return null;
  return (
    <div className="border-line border-t px-3 py-2">
      <p className="wrap-anywhere line-clamp-3 whitespace-pre-wrap text-ink-2">{text}</p>
    </div>
  );
}

/** The newest result of a node, if it shows one. */
export function resultOf(node: WorkflowNode, run: NodeRun) {
  if (run.items !== undefined) return <ItemsSummary nodeId={node.id} items={run.items} />;
  if (node.type === "output") {
    const value = run.output?.value;
    return value === undefined ? null : <OutputResult node={node} value={value} />;
  }
  const pictures = picturesOf(run, titleOf(node));
  if (pictures.length > 0) return <PictureGrid pictures={pictures} nodeId={node.id} />;
  const verdict = node.type === "score" ? verdictOf(run.output) : undefined;
  if (verdict !== undefined) return <ScoreResult verdict={verdict} />;
  if (node.type !== "llmGenerate" || (run.text === "" && !run.reasoning)) return null;
  return (
    <div className="flex flex-col gap-2">
      <NodeAnswer run={run} room="panel" nodeId={node.id} />
    </div>
  );
}
