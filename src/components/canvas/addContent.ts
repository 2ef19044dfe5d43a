import { toShownError } from "@/components/ErrorNote";
import { lookOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { shell } from "@/components/messages/shell";
import { uploadFile } from "@/components/nodes/uploadFile";
import { isPicture, uploadPicture } from "@/components/nodes/uploadPicture";
import { toast } from "@/components/ui/toast";
import { importWorkflowFile } from "@/components/workflowFile";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { Point } from "@/store/documentEdits";
import { workflowStore } from "@/store/useWorkflow";
import { newNode } from "@/store/workflowStore";
import { standingBoxes } from "./nodeBoxes";
import { kindOfText } from "./pastedText";
import { spread } from "./spread";

/** What comes from outside, as nodes: files, and texts of a clipboard. Each time it is one step of undo. */

interface Content {
  type: NodeType;
  data: Record<string, unknown>;
}

/** Pictures, text files and documents, each as a node; says why where one cannot be taken. */
export async function addFiles(files: readonly File[], at: Point): Promise<void> {
  const { workflow } = workflowStore.getState();
  const uploads = await Promise.all(files.map(upload));
  // Another one may have been opened meanwhile.
  if (workflowStore.getState().workflow?.id !== workflow?.id) return;
  addContents(
    uploads.flatMap((content) => content ?? []),
    at,
  );
}

async function upload(file: File): Promise<Content | undefined> {
  if (await isPicture(file)) {
    const picture = await uploadPicture(file);
    return picture && { type: "imageInput", data: picture };
  }
  const data = await uploadFile(file);
  return data && { type: "fileInput", data };
}

/** What a prompt and a list keep in the document; longer texts become files. In characters. */
const MAX_PROMPT = 100_000;
const MAX_LIST = 500_000;

/** A table becomes a list, a workflow opens, any other text is a prompt. */
export function addText(text: string, at: Point): void {
  const kind = kindOfText(text);
  if (kind === "workflow") void importWorkflowText(text);
  else if (kind === "table" && text.length <= MAX_LIST)
    addContents([{ type: "list", data: { text, split: "csv" } }], at);
  else if (kind === "text" && text.length <= MAX_PROMPT) addContents([{ type: "prompt", data: { text } }], at);
  else void addFiles([asFile(text, kind)], at);
}

function asFile(text: string, kind: "table" | "text"): File {
  const [name, type] = kind === "table" ? [words.pasted.table, "text/csv"] : [words.pasted.text, "text/markdown"];
  return new File([text], name, { type });
}

async function importWorkflowText(text: string): Promise<void> {
  try {
    const { name } = await importWorkflowFile(new File([text], "workflow.json", { type: "application/json" }));
    toast.success(shell.menu.imported(name));
  } catch (error) {
    toast.error(shell.menu.importFailed, { description: toShownError(error).message });
  }
}

function addContents(contents: readonly Content[], at: Point): void {
  const { workflow, paste } = workflowStore.getState();
  if (workflow === null || contents.length === 0) return;
  const nodes = contents.map(({ type, data }) => newNode(type, data));
  const sizes = nodes.map(({ type }) => sizeOf(type));
  const places = spread(at, sizes, standingBoxes(workflow));
  const layout = nodes.map(({ id }, index) => [id, places[index] ?? at] as const);
  paste({ nodes, edges: [], layout: Object.fromEntries(layout) }, { x: 0, y: 0 });
}

function sizeOf(type: string): { width: number; height: number } {
  const { width, height } = lookOf(type).layout;
  return { width, height };
}
