import { titleOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { isReadableFile } from "@/components/nodes/uploadFile";
import { isCalledPicture } from "@/components/nodes/uploadPicture";
import { toast } from "@/components/ui/toast";
import { type Parts, parseClipboardText, toClipboardText } from "@/store/clipboard";
import type { Point } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { partsOf } from "@/store/workflowStore";
import { addFiles, addText } from "./addContent";
import { focusBeside } from "./focusBeside";

/** The selected nodes as clipboard text; undefined when none is selected. */
export function selectionText(): string | undefined {
  const { workflow, selection } = workflowStore.getState();
  if (workflow === null || selection.nodes.length === 0) return undefined;
  return toClipboardText(partsOf(workflow, selection.nodes));
}

/** Deletes what is selected; the focus goes to what stood before it in the flow. */
export function deleteSelection(selection = workflowStore.getState().selection): void {
  const { removeNodes } = workflowStore.getState();
  focusBeside(selection.nodes, () => removeNodes(selection.nodes, selection.edges));
}

/** Puts what a clipboard text holds at `at` (the middle of it): nodes, or what the text becomes. False: nothing. */
export function pasteText(text: string, at: Point): boolean {
  const parts = parseClipboardText(text);
  if (parts !== undefined) workflowActions().paste(parts, offsetTo(parts, at), titleOf);
  else if (text.trim() !== "") addText(text, at);
  return text.trim() !== "";
}

/** Pastes what the browser hands over: files, unless they only show a text that is there too, as spreadsheets do. */
export function pasteData(data: DataTransfer, at: Point): boolean {
  const files = [...data.files];
  const text = data.getData("text/plain");
  const isOwnText = text.trim() !== "" && !files.some(({ name }) => text.includes(name));
  const taken = isOwnText ? [] : files.filter((file) => isCalledPicture(file) || isReadableFile(file));
  if (taken.length === 0) return pasteText(text, at);
  void addFiles(taken, at);
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

/** Copying from a menu, where the browser gives no clipboard event. Whether it is in the clipboard now. */
export async function copySelection(): Promise<boolean> {
  const text = selectionText();
  if (text === undefined) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    toast.error(words.clipboardRefused);
    return false;
  }
}

export async function pasteFromClipboard(at: Point): Promise<void> {
  try {
    const pictures = await picturesOf(await navigator.clipboard.read());
    if (pictures.length > 0) await addFiles(pictures, at);
    else if (!pasteText(await navigator.clipboard.readText(), at)) toast(words.nothingToPaste);
  } catch {
    toast.error(words.clipboardRefused);
  }
}

/** Of a clipboard that has no text beside them. */
async function picturesOf(items: ClipboardItems): Promise<File[]> {
  if (items.some(({ types }) => types.includes("text/plain"))) return [];
  const pictures = items.flatMap((item) => {
    const type = item.types.find((name) => name.startsWith("image/"));
    return type === undefined
      ? []
      : [item.getType(type).then((blob) => new File([blob], words.pasted.picture, { type }))];
  });
  return Promise.all(pictures);
}
