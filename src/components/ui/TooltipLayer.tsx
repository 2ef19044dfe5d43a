"use client";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { Kbd } from "./Kbd";

const DELAY_MS = 400;
/** Between the control and its hint, and between the hint and the edge of the window, in pixels. */
const GAP = 8;

/** Draws the hint of whichever control with `tip(…)` is pointed at or reached by keyboard. Stands once in the shell. */
export function TooltipLayer() {
  const anchor = useTipAnchor();
  const box = useRef<HTMLDivElement>(null);
  const text = useTipText(anchor);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text takes another place
  useLayoutEffect(() => {
    if (anchor !== null && box.current !== null) place(box.current, anchor);
  }, [anchor, text]);
  if (anchor === null) return null;
  const { tipKeys } = anchor.dataset;
  return (
    <div
      ref={box}
      // The control's own name says the same to a screen reader.
      aria-hidden
      className="pointer-events-none fixed top-0 left-0 z-50 flex max-w-80 items-center gap-2 whitespace-pre-line rounded-control border border-line bg-panel px-2.5 py-1.5 text-ink text-xs shadow-float"
    >
      {text}
      {tipKeys && <Kbd>{tipKeys}</Kbd>}
    </div>
  );
}

/** The hint of a control; some learn theirs while they are pointed at. */
function useTipText(anchor: HTMLElement | null): string | undefined {
  const subscribe = useCallback(
    (onChange: () => void) => {
      const observer = new MutationObserver(onChange);
      if (anchor !== null) observer.observe(anchor, { attributeFilter: ["data-tip"] });
      return () => observer.disconnect();
    },
    [anchor],
  );
  return useSyncExternalStore(
    subscribe,
    () => anchor?.dataset.tip,
    () => undefined,
  );
}

function useTipAnchor(): HTMLElement | null {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pointed: HTMLElement | null = null;
    const show = (next: HTMLElement | null, delayMs: number) => {
      clearTimeout(timer);
      pointed = next;
      if (next === null) setAnchor(null);
      else timer = setTimeout(() => setAnchor(canTell(next) ? next : null), delayMs);
    };
    const onPointerOver = ({ target, pointerType }: PointerEvent) => {
      const next = pointerType === "touch" ? null : anchorOf(target);
      if (next !== pointed) show(next, DELAY_MS);
    };
    const onFocus = ({ target }: FocusEvent) => {
      const next = anchorOf(target);
      if (next?.matches(":focus-visible")) show(next, 0);
    };
    const hide = () => {
      clearTimeout(timer);
      setAnchor(null);
    };
    document.addEventListener("pointerover", onPointerOver);
    document.addEventListener("focusin", onFocus);
    const hiders = ["focusout", "pointerdown", "keydown", "wheel"] as const;
    for (const type of hiders) document.addEventListener(type, hide, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", onPointerOver);
      document.removeEventListener("focusin", onFocus);
      for (const type of hiders) document.removeEventListener(type, hide, { capture: true });
    };
  }, []);
  return anchor;
}

/** The menu that a control has opened stands where its hint would. */
function canTell(anchor: HTMLElement): boolean {
  return anchor.isConnected && !anchor.hasAttribute("data-popup-open");
}

function anchorOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
}

/** On the wished side, on the other one if there is no room, and always inside the window. */
function place(box: HTMLElement, anchor: HTMLElement): void {
  const { left, top, right, bottom, width, height } = anchor.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = box;
  const side = anchor.dataset.tipSide ?? "bottom";
  const isBeside = side === "left" || side === "right";
  const maxX = window.innerWidth - offsetWidth - GAP;
  const maxY = window.innerHeight - offsetHeight - GAP;
  const above = top - offsetHeight - GAP;
  const below = bottom + GAP;
  const before = left - offsetWidth - GAP;
  const x = isBeside ? pick(side === "left", before, right + GAP, maxX) : left + (width - offsetWidth) / 2;
  const y = isBeside ? top + (height - offsetHeight) / 2 : pick(side === "top", above, below, maxY);
  box.style.transform = `translate(${clamp(x, maxX)}px, ${clamp(y, maxY)}px)`;
}

function pick(wantsNear: boolean, near: number, far: number, max: number): number {
  return (wantsNear && near >= GAP) || far > max ? near : far;
}

function clamp(value: number, max: number): number {
  return Math.round(Math.max(GAP, Math.min(value, max)));
}
