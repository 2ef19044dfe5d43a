import { create } from "zustand";
import type { Point } from "@/store/documentEdits";
import { may } from "@/store/person";
import type { Endpoint } from "@/types/workflow";

/** The loose end of a wire that was dropped on empty space. */
export interface DroppedWire {
  from: Endpoint;
  fromSide: "source" | "target";
  /** Window pixels, for the menu. */
  screen: Point;
  /** Canvas pixels, for the node. */
  at: Point;
}

type Place = "canvas" | "outline";

interface CanvasUi {
  /** Where the person works: what is being written, renamed or commented shows there and not in the other view. */
  place: Place;
  /** The node whose wires are being chosen; `isAfter`: only a new node that takes what this one gives. */
  wiring: { node: string; isAfter?: boolean } | null;
  /** Open palette; `at` is where a new node goes, in canvas pixels, or the middle of the screen. */
  palette: { at?: Point } | null;
  droppedWire: DroppedWire | null;
  /** The wire into which a kind of node is being chosen, and where the menu of kinds is open, in window pixels. */
  insertMenu: { edge: string; screen: Point } | null;
  /** The wire into which what is being dragged would go if it were dropped now. */
  insertion: string | null;
  /** The wire one end of which is being pulled elsewhere. */
  reconnecting: string | null;
  /** The point of a wire that is being dragged, and where it is, in canvas pixels. */
  draggedPoint: { edge: string; index: number; at: Point } | null;
  /** Where the menu of the selection is open, in window pixels; `at` is the same place on the canvas. */
  menu: { screen: Point; at: Point } | null;
  /** The node whose comment is open. */
  commenting: string | null;
  /** The node whose title is being edited. */
  renaming: string | null;
  /** A node that was just added by hand: its text takes the focus. */
  writing: string | null;
  /** A node that was just added from elsewhere than the canvas: it is brought into sight. */
  revealing: { node: string } | null;
}

/** What is open on the canvas; nothing of it belongs to the document. */
export const useCanvasUi = create<CanvasUi>(() => ({
  place: "canvas",
  wiring: null,
  palette: null,
  droppedWire: null,
  insertMenu: null,
  insertion: null,
  reconnecting: null,
  draggedPoint: null,
  menu: null,
  commenting: null,
  renaming: null,
  writing: null,
  revealing: null,
}));

/** Not for who may only run what is there. */
export function openPalette(at?: Point): void {
  if (!may("editor")) return;
  useCanvasUi.setState({ palette: { at } });
}

/** Whether a part of a node is open in one of the two views. */
export function isOpenIn(place: Place, part: "writing" | "renaming" | "commenting", id: string) {
  return (ui: CanvasUi): boolean => ui.place === place && ui[part] === id;
}
