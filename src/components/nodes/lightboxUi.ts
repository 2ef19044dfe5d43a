import { create } from "zustand";
import type { Picture } from "./picture";

interface LightboxUi {
  pictures: readonly Picture[];
  /** Which of them is shown; undefined while none is. */
  index: number | undefined;
  /** The node that they belong to, beside which another can be put. */
  nodeId: string | undefined;
}

/** The pictures that are shown large. */
export const useLightbox = create<LightboxUi>(() => ({ pictures: [], index: undefined, nodeId: undefined }));

export function openLightbox(pictures: readonly Picture[], index: number, nodeId?: string): void {
  useLightbox.setState({ pictures, index, nodeId });
}

export function closeLightbox(): void {
  useLightbox.setState({ index: undefined });
}

/** To the picture `by` places further; stays at both ends. */
export function turnLightbox(by: number): void {
  useLightbox.setState(({ pictures, index = 0 }) => ({
    index: Math.min(pictures.length - 1, Math.max(0, index + by)),
  }));
}
