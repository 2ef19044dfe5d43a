import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { reader as words } from "@/components/messages/reader";
import type { Readable } from "@/components/nodes/readable";
import type { Value } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";
import { JsonActions } from "./JsonActions";
import { JsonLine } from "./JsonLine";
import { jsonRows, openAtFirst, stepInTree } from "./jsonRows";

interface Props {
  node: WorkflowNode;
  result: Readable;
  value: Value;
  /** What scrolls around it. */
  scroller: HTMLElement | null;
}

const LINE_PX = 22;
/** Pixels that the bar with the actions covers. */
const BAR_PX = 60;

/** JSON as a tree that folds. The line with the cursor can be copied, its path too, and be taken into a node. */
export function JsonTree({ node, result, value, scroller }: Props) {
  const id = useId();
  const [open, setOpen] = useState(() => openAtFirst(value));
  const [current, setCurrent] = useState("");
  const rows = useMemo(() => jsonRows(value, open), [value, open]);
  const body = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => LINE_PX,
    getItemKey: (index) => rows[index]?.pointer ?? index,
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
    scrollPaddingStart: BAR_PX,
  });
  const found = rows.findIndex(({ pointer }) => pointer === current);
  const at = Math.max(0, found);
  const fold = (pointer: string, isOpen: boolean) => setOpen((before) => withPointer(before, pointer, isOpen));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : stepInTree(event.key, rows, at);
    const row = rows[step?.to ?? at];
    if (step === undefined || row === undefined) return;
    event.preventDefault();
    setCurrent(row.pointer);
    if (step.isOpen !== undefined) fold(row.pointer, step.isOpen);
    virtual.scrollToIndex(step.to);
  };
  const choose = (pointer: string, isOpen: boolean | undefined) => {
    setCurrent(pointer);
    body.current?.focus({ preventScroll: true });
    if (isOpen !== undefined) fold(pointer, isOpen);
  };
  return (
    <div className="flex flex-col gap-2">
      <JsonActions node={node} result={result} row={rows[at]} />
      <div
        ref={body}
        role="tree"
        tabIndex={0}
        aria-label={words.tree.label}
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onKeyDown}
        className="relative select-text rounded-sm font-mono text-sm"
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          return (
            row && (
              <JsonLine
                key={key}
                ref={virtual.measureElement}
                id={`${id}-${index}`}
                index={index}
                row={row}
                isCurrent={index === at}
                top={start - virtual.options.scrollMargin}
                onChoose={choose}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function withPointer(pointers: ReadonlySet<string>, pointer: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(pointers);
  if (isIn) next.add(pointer);
  else next.delete(pointer);
  return next;
}
