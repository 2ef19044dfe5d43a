import { useEffect, useState } from "react";
import { exactWhenText } from "@/components/accounts";
import { runPage as words } from "@/components/messages/runPage";
import { runTones, stateText } from "@/components/runs/runTones";
import { Badge } from "@/components/ui/Badge";
import { Button } from "@/components/ui/Button";
import { cx } from "@/components/ui/cx";
import type { RunState } from "@/store/runReducer";
import type { PageRuns } from "@/types/pages";
import { listPageRuns } from "./pageApi";

/** Earlier runs of this workflow, the newest first; a press shows one. */
export function PageHistory(props: {
  workflow: string;
  shown: string | undefined;
  /** Of the shown run: the list is read again as it changes. */
  status: RunState["status"];
  onShow: (run: string) => void;
}) {
  const { workflow, shown, status, onShow } = props;
  const [page, setPage] = useState<PageRuns>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again as a run begins or ends
  useEffect(() => {
    let isOver = false;
    void listPageRuns(workflow).then(
      (read) => !isOver && setPage((before) => withOlder(read, before)),
      // The page says elsewhere what is the matter with the server.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [workflow, shown, status]);
  const more = async () => {
    const older = await listPageRuns(workflow, page?.next).catch(() => undefined);
    if (older !== undefined)
      setPage((shownSoFar) => ({ ...older, runs: [...(shownSoFar?.runs ?? []), ...older.runs] }));
  };
  return (
    <section aria-label={words.history} className="rounded-card border border-line bg-panel">
      <h2 className="px-4 pt-3 pb-2 font-medium text-ink-2 text-sm">{words.history}</h2>
      {page?.runs.length === 0 && <p className="px-4 pb-3 text-ink-3 text-sm">{words.noHistory}</p>}
      <ul className="flex flex-col pb-2">
        {page?.runs.map((run) => (
          <li key={run.id}>
            <button
              type="button"
              aria-current={run.id === shown ? "true" : undefined}
              onClick={() => onShow(run.id)}
              className={cx(
                "-outline-offset-2 flex min-h-10 w-full items-center justify-between gap-3 px-4 py-1.5 text-left text-sm hover:bg-hover",
                run.id === shown && "bg-hover font-medium",
              )}
            >
              <span className="min-w-0">
                {run.given !== undefined && <span className="block truncate">{run.given}</span>}
                <span className={cx("block truncate tabular-nums", run.given !== undefined && "text-ink-3 text-xs")}>
                  {exactWhenText(run.createdAt)}
                </span>
              </span>
              <Badge tone={runTones[run.status]}>{stateText(run)}</Badge>
            </button>
          </li>
        ))}
      </ul>
      {page?.next !== undefined && (
        <Button variant="ghost" size="sm" className="mx-3 mb-3" onClick={() => void more()}>
          {words.older}
        </Button>
      )}
    </section>
  );
}

/** The newest as they are read now, and below them the older ones that were read before. */
function withOlder(newest: PageRuns, before: PageRuns | undefined): PageRuns {
  const last = newest.runs.at(-1);
  const place = before?.runs.findIndex(({ id }) => id === last?.id) ?? -1;
  // Where the last of them was not there, nobody knows what lies between.
  if (before === undefined || place === -1 || newest.next === undefined) return newest;
  return { ...before, runs: [...newest.runs, ...before.runs.slice(place + 1)] };
}
