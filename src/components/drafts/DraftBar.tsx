import { Sparkles } from "lucide-react";
import { useEffect, useRef } from "react";
import { listText, numberText } from "@/components/language/locale";
import { drafts as words } from "@/components/messages/drafts";
import { usePayerName } from "@/components/nodes/usePayerName";
import { Button } from "@/components/ui/Button";
import { openDescribe } from "@/store/dialogStore";
import { type DraftPlan, takeDraft } from "@/store/draftPlan";
import { isUntitled } from "@/store/untitled";
import { workflowActions } from "@/store/useWorkflow";
import { leaveDraft, type ShownDraft } from "./draftUi";

/** What a draft would do, in words, and the choice to take it or leave it. */
export function DraftBar({ shown }: { shown: ShownDraft }) {
  const { draft, plan, wish } = shown;
  const take = useRef<HTMLButtonElement>(null);
  const payer = usePayerName(draft.payer);
  // What was asked for is there: the next key decides.
  useEffect(() => take.current?.focus(), []);
  const isEmpty = sumUp(plan).length === 0;
  return (
    <section
      aria-label={words.ghost}
      className="max-h-[40vh] w-[min(560px,calc(100vw-32px))] overflow-y-auto rounded-card border border-line-strong border-dashed bg-panel p-3.5 shadow-float"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        leaveDraft();
      }}
    >
      <div role="status">
        <p className="flex items-center gap-2 font-semibold">
          <Sparkles size={16} strokeWidth={1.75} aria-hidden className="text-accent-ink" />
          {isEmpty ? words.nothing : listText(sumUp(plan))}
        </p>
        {draft.remarks.length > 0 && (
          <ul className="mt-2 list-disc pl-5 text-ink-2">
            {draft.remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        )}
        <p className="mt-2 text-ink-3 text-xs">
          {words.spent(numberText(draft.usage.totalTokens), payer ?? draft.payer.name)}
          {draft.rounds > 1 && ` ${words.mended(draft.rounds - 1)}`}
        </p>
      </div>
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={() => sayOtherwise(wish)}>
          {words.again}
        </Button>
        <Button onClick={leaveDraft}>{words.leave}</Button>
        <Button ref={take} variant="primary" disabled={isEmpty} onClick={() => takeShown(shown)}>
          {words.take}
        </Button>
      </div>
    </section>
  );
}

function sumUp({ added, changed, removed, edges, cut }: DraftPlan): string[] {
  return [
    ...(added.length === 0 ? [] : [words.added(added.length)]),
    ...(changed.length === 0 ? [] : [words.changed(changed.length)]),
    ...(removed.length === 0 ? [] : [words.removed(removed.length)]),
    ...(added.length + changed.length + removed.length === 0 && edges.length + cut.length > 0
      ? [words.wires(edges.length + cut.length)]
      : []),
  ];
}

function sayOtherwise(wish: ShownDraft["wish"]): void {
  leaveDraft();
  openDescribe(wish);
}

/** One step of undo; a workflow that nobody named takes the name of its draft. */
function takeShown({ draft, plan }: ShownDraft): void {
  const nodes = [...plan.added, ...plan.changed].map(({ id }) => id);
  workflowActions().edit(
    (workflow) => {
      const next = takeDraft(workflow, plan);
      const isUnnamed = workflow.nodes.length === 0 && isUntitled(workflow.name) && draft.name !== "";
      return isUnnamed ? { ...next, name: draft.name } : next;
    },
    { selection: { nodes, edges: [] } },
  );
  leaveDraft();
}
