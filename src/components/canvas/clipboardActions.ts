import { canvas as words } from "@/components/messages/canvas";
import { toast } from "@/components/ui/toast";
import { type Parts, parseClipboardText, toClipboardText } from "@/store/clipboard";
import type { Point } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { partsOf } from "@/store/workflowStore";

/** The selected nodes as clipboard text; undefined when none is selected. */
export function selectionText(): string | undefined {
  const { workflow, selection } = workflowStore.getState();
  if (workflow === null || selection.nodes.length === 0) return undefined;
  return toClipboardText(partsOf(workflow, selection.nodes));
}

export function deleteSelection(): void {
  const { selection, removeNodes } = workflowStore.getState();
  removeNodes(selection.nodes, selection.edges);
}

/** Puts the nodes of a clipboard text at `at` (the middle of them), or beside where they were. False: none in it. */
export function pasteText(text: string, at?: Point): boolean {
  const parts = parseClipboardText(text);
  if (parts === undefined) return false;
  workflowActions().paste(parts, at === undefined ? { x: 32, y: 32 } : offsetTo(parts, at));
  return true;
}

function offsetTo(parts: Parts, at: Point): Point {
  const places = Object.values(parts.layout);
  if (places.length === 0) return at;
  const middle = (from: number[], to: number[]) => (Math.min(...from) + Math.max(...to)) / 2;
  const lefts = places.map((place) => place.x);
  const rights = places.map((place) => place.x + (place.width ?? 0));
  const tops = places.map((place) => place.y);
  const bottoms = places.map((place) => place.y + (place.height ?? 0));
  return { x: at.x - middle(lefts, rights), y: at.y - middle(tops, bottoms) };
}

/** Copying from a menu, where the browser gives no clipboard event. */
export async function copySelection(): Promise<void> {
  const text = selectionText();
  if (text === undefined) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    toast.error(words.clipboardRefused);
  }
}

export async function pasteFromClipboard(at: Point): Promise<void> {
  try {
    if (!pasteText(await navigator.clipboard.readText(), at)) toast(words.nothingToPaste);
  } catch {
    toast.error(words.clipboardRefused);
  }
}
