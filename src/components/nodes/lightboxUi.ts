import { create } from "zustand";
import type { Picture } from "./picture";

interface LightboxUi {
  pictures: readonly Picture[];
  /** Which of them is shown; undefined while none is. */
  index: number | undefined;
  /** The node that they belong to, beside which another can be put. */
  nodeId: string | undefined;
  /** Pixels of the screen for one of the picture; undefined while it is seen whole. */
  scale: number | undefined;
}

/** The pictures that are shown large. */
export const useLightbox = create<LightboxUi>(() => ({
  pictures: [],
  index: undefined,
  nodeId: undefined,
  scale: undefined,
}));

export function openLightbox(pictures: readonly Picture[], index: number, nodeId?: string): void {
  useLightbox.setState({ pictures, index, nodeId, scale: undefined });
}

export function closeLightbox(): void {
  useLightbox.setState({ index: undefined });
}

/** To the picture `by` places further; stays at both ends. */
export function turnLightbox(by: number): void {
  useLightbox.setState(({ pictures, index = 0, scale }) => {
    const next = Math.min(pictures.length - 1, Math.max(0, index + by));
    return { index: next, scale: next === index ? scale : undefined };
  });
}

/** Steps of the buttons and keys, and how near and far a wheel or two fingers go. */
const SCALES = [0.1, 0.25, 0.5, 1, 2, 4, 8] as const;
export const LEAST_SCALE = SCALES[0];
export const MOST_SCALE = SCALES[6];

export function zoomLightbox(scale: number | undefined): void {
  const within = scale === undefined ? undefined : Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale));
  useLightbox.setState({ scale: within });
}

/** To the next step; from the whole picture as from its own pixels. */
export function stepLightbox(by: 1 | -1): void {
  const { scale = 1 } = useLightbox.getState();
  const next = by === 1 ? SCALES.find((one) => one > scale) : SCALES.findLast((one) => one < scale);
  if (next !== undefined) zoomLightbox(next);
}
