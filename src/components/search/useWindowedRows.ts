import { type UIEvent, useCallback, useRef, useState } from "react";
import { useMediaQuery } from "@/components/hooks/useMediaQuery";
import type { SearchGroup, SearchItem } from "./searchGroups";

/** Heights of the rows in pixels: fixed, so that where a row stands is known without drawing the others. */
const ROW_PX = 36;
/** For fingers. */
const TOUCHED_ROW_PX = 44;
export const LABEL_PX = 30;
/** The list is never higher, in pixels. */
const MOST_PX = 480;
/** Rows drawn beyond what is seen, at both ends. */
const SPARE = 6;

export interface GroupWindow {
  group: SearchGroup;
  /** Of the first item of the group among all items. */
  start: number;
  heightPx: number;
  /** What is drawn, with the place of each in its group. */
  rows: { item: SearchItem; index: number }[];
}

/** The groups with only those items that can be seen, and a way to bring any item into sight. */
export function useWindowedRows(groups: readonly SearchGroup[], query: string) {
  const rowPx = useMediaQuery("(pointer: coarse)") ? TOUCHED_ROW_PX : ROW_PX;
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ topPx: 0, query });
  const topPx = seen.query === query ? seen.topPx : 0;
  const onScroll = useCallback(
    ({ currentTarget }: UIEvent<HTMLDivElement>) => {
      setSeen({ topPx: currentTarget.scrollTop, query });
    },
    [query],
  );
  let nextTopPx = 0;
  let nextStart = 0;
  const windows = groups.map((group): GroupWindow => {
    const [top, start] = [nextTopPx + LABEL_PX, nextStart];
    const heightPx = LABEL_PX + group.items.length * rowPx;
    nextTopPx += heightPx;
    nextStart += group.items.length;
    const first = Math.max(0, Math.floor((topPx - top) / rowPx) - SPARE);
    const end = Math.max(0, Math.ceil((topPx + MOST_PX - top) / rowPx) + SPARE);
    const rows = group.items.slice(first, end).map((item, index) => ({ item, index: first + index }));
    return { group, start, heightPx, rows };
  });
  const reveal = (index: number) => {
    const window = windows.findLast(({ start }) => start <= index);
    if (window === undefined || box.current === null) return;
    const before = windows.slice(0, windows.indexOf(window)).reduce((sum, { heightPx }) => sum + heightPx, 0);
    const top = before + LABEL_PX + (index - window.start) * rowPx;
    const { scrollTop, clientHeight } = box.current;
    // The first of a group comes with its label.
    const highest = index === window.start ? top - LABEL_PX : top;
    if (highest < scrollTop) box.current.scrollTop = highest;
    else if (top + rowPx > scrollTop + clientHeight) box.current.scrollTop = top + rowPx - clientHeight;
    setSeen({ topPx: box.current.scrollTop, query });
  };
  return { box, rowPx, windows, onScroll, reveal };
}
