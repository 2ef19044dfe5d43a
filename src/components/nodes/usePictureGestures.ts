import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { Point } from "@/store/documentEdits";
import { LEAST_SCALE, useLightbox, zoomLightbox } from "./lightboxUi";

/** How much nearer a wheel goes: e to the power of its pixels times this. Two fingers on a touchpad tell less of them. */
const WHEEL = 0.002;
const PINCH = 0.01;
/** Of a wheel that tells lines. */
const LINE = 16;
/** Less is a press, in pixels. */
const LEAST_MOVE = 3;

/** A place on the screen, and what of the picture lies there, as shares of its sides. */
interface Anchor extends Point {
  across: number;
  down: number;
}

/**
 * The wheel and two fingers zoom around where they are; one finger, or the mouse, moves a picture that is larger than its
 * room.
 */
export function usePictureGestures(area: RefObject<HTMLElement | null>, image: RefObject<HTMLImageElement | null>) {
  const scale = useLightbox((state) => state.scale);
  const anchor = useRef<Anchor>(undefined);
  const seen = useRef(centre);
  const isMoved = useRef(false);

  // What lay under the pointer stays there; without one, what was in the middle.
  useLayoutEffect(() => {
    const { current: room } = area;
    const { current: picture } = image;
    if (room === null || picture === null) return;
    const { x, y, across, down } = anchor.current ?? { ...middleOf(room), ...seen.current };
    const { left, top, width, height } = picture.getBoundingClientRect();
    room.scrollLeft += left + across * width - x;
    room.scrollTop += top + down * height - y;
    anchor.current = undefined;
    seen.current = scale === undefined ? centre : anchorAt(picture, middleOf(room));
  }, [scale, area, image]);

  useEffect(() => {
    const { current: room } = area;
    const { current: picture } = image;
    if (room === null || picture === null) return;
    const zoomBy = (factor: number, at: Point) => {
      anchor.current = anchorAt(picture, at);
      const whole = wholeScale(room, picture);
      const next = (useLightbox.getState().scale ?? whole) * factor;
      zoomLightbox(factor < 1 && next <= Math.max(whole, LEAST_SCALE) ? undefined : next);
    };
    const onScroll = () => {
      seen.current = anchorAt(picture, middleOf(room));
    };
    room.addEventListener("scroll", onScroll);
    const end = watch(room, zoomBy, isMoved);
    return () => {
      room.removeEventListener("scroll", onScroll);
      end();
    };
  }, [area, image]);

  return {
    /** The press that just ended moved the picture. */
    wasMoved: () => isMoved.current,
    /** What comes next zooms around this place. */
    aimAt: (at: Point) => {
      anchor.current = image.current === null ? undefined : anchorAt(image.current, at);
    },
  };
}

const centre = { across: 0.5, down: 0.5 };

function watch(room: HTMLElement, zoomBy: (factor: number, at: Point) => void, isMoved: { current: boolean }) {
  const fingers = new Map<number, Point>();
  const listening = new AbortController();
  const { signal } = listening;
  const onWheel = (event: WheelEvent) => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    zoomBy(Math.exp(-pixels * (event.ctrlKey ? PINCH : WHEEL)), { x: event.clientX, y: event.clientY });
  };
  const onDown = ({ pointerId, clientX, clientY, button }: PointerEvent) => {
    if (button !== 0) return;
    if (fingers.size === 0) isMoved.current = false;
    fingers.set(pointerId, { x: clientX, y: clientY });
  };
  const onMove = ({ pointerId, clientX, clientY }: PointerEvent) => {
    const before = fingers.get(pointerId);
    if (before === undefined) return;
    const now = { x: clientX, y: clientY };
    const other = [...fingers].find(([id]) => id !== pointerId)?.[1];
    const moved = Math.hypot(now.x - before.x, now.y - before.y);
    if (!isMoved.current && moved < LEAST_MOVE) return;
    isMoved.current = true;
    fingers.set(pointerId, now);
    room.scrollLeft -= (now.x - before.x) / fingers.size;
    room.scrollTop -= (now.y - before.y) / fingers.size;
    const apart = other && Math.hypot(before.x - other.x, before.y - other.y);
    if (other === undefined || !apart) return;
    zoomBy(Math.hypot(now.x - other.x, now.y - other.y) / apart, {
      x: (now.x + other.x) / 2,
      y: (now.y + other.y) / 2,
    });
  };
  const onEnd = ({ pointerId }: PointerEvent) => void fingers.delete(pointerId);
  // A page may not keep the browser from zooming by a listener that React adds.
  room.addEventListener("wheel", onWheel, { passive: false, signal });
  room.addEventListener("pointerdown", onDown, { signal });
  window.addEventListener("pointermove", onMove, { signal });
  window.addEventListener("pointerup", onEnd, { signal });
  window.addEventListener("pointercancel", onEnd, { signal });
  return () => listening.abort();
}

function anchorAt(picture: HTMLElement, { x, y }: Point): Anchor {
  const { left, top, width, height } = picture.getBoundingClientRect();
  return { x, y, across: share(x - left, width), down: share(y - top, height) };
}

/** Beside the picture its edge counts. */
function share(part: number, length: number): number {
  return length === 0 ? 0.5 : Math.min(1, Math.max(0, part / length));
}

function middleOf(room: HTMLElement): Point {
  const { left, top, width, height } = room.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/** At which the whole picture just has room, at most its own pixels. */
function wholeScale(room: HTMLElement, { naturalWidth, naturalHeight }: HTMLImageElement): number {
  if (naturalWidth === 0 || naturalHeight === 0) return 1;
  return Math.min(1, room.clientWidth / naturalWidth, room.clientHeight / naturalHeight);
}
