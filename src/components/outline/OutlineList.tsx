import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState } from "react";
import { useCanvasUi } from "@/components/board/canvasUi";
import { provideFocus } from "@/components/commands/registry";
import { outline as words } from "@/components/messages/outline";
import { useWorkflow } from "@/store/useWorkflow";
import { adoptRow } from "./adoptRow";
import { GroupRow } from "./GroupRow";
import { OutlineRow } from "./OutlineRow";
import type { OutlineMenu } from "./outlineMenu";
import { keptOutlineRows, type OutlineRow as Row } from "./outlineRows";
import { RowMenu } from "./RowMenu";
import { useOutlineKeys } from "./useOutlineKeys";

/** Of a closed line, until it is measured, in pixels. */
const USUAL_PX = 96;
const GAP_PX = 10;
/** Lines drawn beyond what is seen, at both ends. */
const SPARE = 4;

const none: readonly Row[] = [];

/**
 * The nodes of the open document in the order of the flow, of any number: only what is in sight is drawn. It scrolls
 * with `scroller`, which it stands in.
 */
export function OutlineList({ scroller, isPhone }: { scroller: HTMLElement | null; isPhone: boolean }) {
  const rows = useWorkflow(({ workflow }) => (workflow === null ? none : keptOutlineRows(workflow)));
  const [menu, setMenu] = useState<OutlineMenu | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const virtual = useVirtualizer<HTMLElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller,
    getItemKey: (index) => rows[index]?.id ?? index,
    estimateSize: () => USUAL_PX,
    gap: GAP_PX,
    overscan: SPARE,
    scrollMargin: list.current?.offsetTop ?? 0,
  });
  const { current, setCurrent, onKeyDown } = useOutlineKeys(rows, virtual);
  useFollowSelection(rows, (index) => {
    setCurrent(rows[index]?.id);
    virtual.scrollToIndex(index);
  });
  // Keys work on the line that has the focus.
  useEffect(() => provideFocus(adoptRow), []);
  const closeMenu = useCallback(() => setMenu(null), []);
  if (rows.length === 0) return <p className="px-3 py-6 text-center text-ink-3">{words.empty}</p>;
  return (
    <>
      <ul
        ref={list}
        data-outline
        aria-label={words.title}
        onKeyDown={onKeyDown}
        onFocusCapture={({ target }) => {
          useCanvasUi.setState({ place: "outline" });
          setCurrent(target.closest<HTMLElement>("[data-outline-row]")?.dataset.outlineRow);
        }}
        style={{ height: virtual.getTotalSize() }}
        className="relative"
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const place = { isCurrent: row.id === current, isPhone };
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={rows.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
              className="absolute inset-x-0 top-0"
            >
              {row.group ? (
                <GroupRow group={row.group} {...place} />
              ) : (
                <OutlineRow id={row.id} isInside={row.isInside} {...place} onMenu={setMenu} />
              )}
            </li>
          );
        })}
      </ul>
      <RowMenu menu={menu} onClose={closeMenu} />
    </>
  );
}

/** What is selected elsewhere, on the canvas or by a search, comes into sight. */
function useFollowSelection(rows: readonly Row[], show: (index: number) => void): void {
  const [only, ...others] = useWorkflow(({ selection }) => selection.nodes);
  const latest = useRef({ rows, show });
  latest.current = { rows, show };
  useEffect(() => {
    if (only === undefined || others.length > 0) return;
    const row = document.activeElement?.closest<HTMLElement>("[data-outline-row]");
    const index = latest.current.rows.findIndex(({ id }) => id === only);
    if (row?.dataset.outlineRow !== only && index >= 0) latest.current.show(index);
  }, [only, others.length]);
}
