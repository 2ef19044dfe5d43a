import { type RefObject, useEffect, useState } from "react";

/** A little less than letters and lines take in our type, in pixels: what is too much is scrolled, never missed. */
const [LETTER_WIDTH, LINE_HEIGHT] = [5, 18];
/** In letters; also the step in which the answer grows, so that a box that grows renders seldom. */
const STEP = 400;

/** How many letters there is room for in a box, at most; it grows with the box, in steps. */
export function useTextRoom(box: RefObject<HTMLElement | null>): number {
  const [room, setRoom] = useState(STEP);
  useEffect(() => {
    if (box.current === null) return;
    // Told by the browser: to ask for the size would lay out the page.
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setRoom(Math.max(1, Math.ceil(((width / LETTER_WIDTH) * (height / LINE_HEIGHT)) / STEP)) * STEP);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return room;
}
