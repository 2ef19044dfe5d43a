"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, History, X } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useLook, useTitleOf } from "@/components/board/nodeLooks";
import { messages } from "@/components/messages/en";
import { reader as words } from "@/components/messages/reader";
import { formatCount } from "@/components/nodes/format";
import { useLightbox } from "@/components/nodes/lightboxUi";
import { ResultMenus } from "@/components/nodes/ResultMenus";
import { countReadables, readableAt } from "@/components/nodes/readable";
import { closeReader, turnReader, useReader } from "@/components/nodes/readerUi";
import { IconButton } from "@/components/ui/IconButton";
import { pageStep } from "@/components/ui/pageStep";
import { SegmentedControl } from "@/components/ui/SegmentedControl";
import { useNodeRun } from "@/store/useRun";
import { useNode } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";
import { ReaderBody, type ReaderView, viewsOf } from "./ReaderBody";

const ResultHistory = lazy(() => import("./ResultHistory").then((module) => ({ default: module.ResultHistory })));

/** One result as large as the window: the arrow keys lead through the items of a list, Escape leads back. */
export function Reader() {
  const nodeId = useReader((state) => state.nodeId);
  const node = useNode(nodeId ?? "");
  return node === undefined ? null : <OpenReader key={node.id} node={node} />;
}

function OpenReader({ node }: { node: WorkflowNode }) {
  const titleOf = useTitleOf();
  const { icon: Icon } = useLook(node.type);
  const run = useNodeRun(node.id);
  const count = countReadables(run);
  const place = Math.min(
    useReader((state) => state.item),
    Math.max(0, count - 1),
  );
  const result = readableAt(run, place);
  const [wished, setView] = useState<ReaderView>("read");
  const [isPast, setIsPast] = useState(false);
  const views = viewsOf(result);
  const view = views.includes(wished) ? wished : (views[0] ?? "read");
  const popup = useRef<HTMLDivElement>(null);
  useArrowKeys(count);
  return (
    <Base.Root open modal="trap-focus" onOpenChange={(isOpen) => !isOpen && closeReader()}>
      <Base.Portal>
        <div className="fixed inset-0 z-30 bg-backdrop" onPointerDown={closeReader} aria-hidden />
        <Base.Popup
          ref={popup}
          // Keys scroll what is read from the start.
          initialFocus={() => popup.current?.querySelector<HTMLElement>(".reading") ?? true}
          className="fixed inset-0 z-30 flex flex-col overflow-hidden border border-line bg-panel text-ink shadow-float outline-none sm:inset-4 sm:rounded-dialog"
        >
          <header className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line border-b py-2 pr-2 pl-4">
            <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0 text-ink-2" />
            <Base.Title className="min-w-0 flex-1 truncate font-semibold text-base">{titleOf(node)}</Base.Title>
            {result?.model && <span className="truncate text-ink-3 text-xs">{result.model}</span>}
            {count > 1 && <Places place={place} count={count} />}
            {views.length > 1 && !isPast && (
              <SegmentedControl
                aria-label={words.views}
                value={view}
                segments={views.map((value) => ({ value, label: words.view[value] }))}
                onChange={setView}
              />
            )}
            {result !== undefined && (
              <IconButton label={words.past.open} icon={History} pressed={isPast} onClick={() => setIsPast(!isPast)} />
            )}
            {result !== undefined && <ResultMenus node={node} results={() => [result]} />}
            <Base.Close render={<IconButton label={messages.shell.close} icon={X} />} />
          </header>
          {result === undefined ? (
            <p className="m-auto text-ink-3">{words.nothing}</p>
          ) : isPast ? (
            <Suspense>
              <ResultHistory
                key={place}
                node={node}
                result={result}
                item={run.items === undefined ? undefined : place}
              />
            </Suspense>
          ) : (
            <ReaderBody key={`${place} ${view}`} node={node} result={result} view={view} />
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** From item to item, wherever in the reader the focus is; a button that has just been used up gives it to the page. */
function useArrowKeys(count: number): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = pageStep(event);
      if (step !== undefined && !belongsElsewhere(event)) turnReader(step, count);
    };
    // The dialog lets arrow keys go no further.
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [count]);
}

/** Controls have the arrow keys for themselves, text that is being marked too, and whatever is open above the reader. */
function belongsElsewhere({ target }: KeyboardEvent): boolean {
  if (useLightbox.getState().index !== undefined) return true;
  return target instanceof Element && target.closest("[role=radiogroup], [role=tree], [role=menu], input") !== null;
}

function Places({ place, count }: { place: number; count: number }) {
  return (
    <span className="flex items-center gap-1 text-ink-3 text-xs tabular-nums">
      <IconButton
        size="sm"
        label={words.previous}
        shortcut="←"
        icon={ChevronLeft}
        disabled={place === 0}
        onClick={() => turnReader(-1, count)}
      />
      <span role="status">{words.place(formatCount(place + 1), formatCount(count))}</span>
      <IconButton
        size="sm"
        label={words.next}
        shortcut="→"
        icon={ChevronRight}
        disabled={place === count - 1}
        onClick={() => turnReader(1, count)}
      />
    </span>
  );
}
