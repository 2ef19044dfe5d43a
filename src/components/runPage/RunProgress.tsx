import { runPage as words } from "@/components/messages/runPage";
import { formatCount } from "@/components/nodes/format";
import type { RunState } from "@/store/runReducer";
import { endedCount, isBusy } from "@/store/runStatus";
import { own } from "@/types/own";
import type { PageForm } from "@/types/pages";

/** What is being done, in words, and how much of it all is done. */
export function RunProgress({ run, steps }: { run: RunState; steps: PageForm["steps"] }) {
  const done = endedCount(run);
  const total = run.total ?? steps.length;
  return (
    <div className="rounded-card border border-line bg-panel px-4 py-3">
      <div className="flex items-baseline justify-between gap-3">
        <p role="status" className="min-w-0 truncate font-medium">
          {doingText(run, steps)}
        </p>
        <span className="shrink-0 text-ink-3 text-sm tabular-nums">
          {words.steps(formatCount(done), formatCount(total))}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={words.progress}
        aria-valuemin={0}
        aria-valuenow={done}
        aria-valuemax={total}
        className="mt-2 h-1.5 overflow-hidden rounded-full bg-field"
      >
        <div
          className="h-full rounded-full bg-accent transition-[width]"
          style={{ width: `${(100 * done) / Math.max(1, total)}%` }}
        />
      </div>
    </div>
  );
}

/** "Writing: Summary… and 2 more" */
function doingText({ nodes }: RunState, steps: PageForm["steps"]): string {
  const busy = steps.filter(({ node }) => isBusy(nodes[node]?.status));
  const [first, ...others] = busy;
  if (first === undefined) {
    return steps.some(({ node }) => nodes[node]?.status === "queued") ? words.queued : words.starting;
  }
  const { title, type } = first;
  const doing = title === undefined ? (own(words.untitled, type) ?? words.untitled.other) : wordsFor(type)(title);
  return others.length === 0 ? doing : `${doing} ${words.more(others.length)}`;
}

function wordsFor(type: string): (title: string) => string {
  return own<(title: string) => string>(words.step, type) ?? words.step.other;
}
