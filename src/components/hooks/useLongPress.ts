import { useEffect } from "react";

const LONG_MS = 500;
/** A finger is never quite still, in window pixels. */
const SLACK = 10;

/** Where a long press means what a right click does: a group in the outline has no menu. Fields keep the browser's own. */
const meant = ".react-flow, article[data-outline-row]";
const fields = "input, textarea, [contenteditable='true'], .react-flow__panel";

/** Makes a long press of one finger on the canvas or a line of the outline what a right click is. */
export function useLongPress(): void {
  useEffect(() => listenForLongPress(window), []);
}

/** Returns the clean-up. */
export function listenForLongPress(page: Window): () => void {
  const listening = new AbortController();
  const options = { capture: true, passive: false, signal: listening.signal };
  let press: { timer: number; x: number; y: number } | undefined;
  let isTold = false;
  const forget = () => {
    if (press !== undefined) page.clearTimeout(press.timer);
    press = undefined;
  };
  const begin = (event: TouchEvent) => {
    forget();
    isTold = false;
    const [finger, ...others] = event.touches;
    const { target } = event;
    if (finger === undefined || others.length > 0 || !(target instanceof Element)) return;
    if (target.closest(meant) === null || target.closest(fields) !== null) return;
    const { clientX: x, clientY: y } = finger;
    const tell = () => {
      press = undefined;
      isTold = true;
      target.dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true, clientX: x, clientY: y }));
    };
    press = { timer: page.setTimeout(tell, LONG_MS), x, y };
  };
  const move = (event: TouchEvent) => {
    const [finger] = event.touches;
    if (press !== undefined && finger !== undefined) {
      if (Math.hypot(finger.clientX - press.x, finger.clientY - press.y) > SLACK) forget();
    }
    // The finger is still down: what lies under it stays where it is.
    if (isTold) event.stopPropagation();
  };
  const end = (event: TouchEvent) => {
    forget();
    // No click follows, which would close the menu or press what lies under it.
    if (isTold && event.cancelable) event.preventDefault();
  };
  /** Some browsers tell of a long press themselves. */
  const skipOwn = (event: Event) => {
    if (!event.isTrusted) return;
    if (isTold) {
      event.preventDefault();
      event.stopPropagation();
    } else if (press !== undefined) {
      forget();
      isTold = true;
    }
  };
  page.addEventListener("touchstart", begin, options);
  page.addEventListener("touchmove", move, options);
  page.addEventListener("touchend", end, options);
  page.addEventListener("touchcancel", end, options);
  page.addEventListener("contextmenu", skipOwn, options);
  return () => {
    forget();
    listening.abort();
  };
}
