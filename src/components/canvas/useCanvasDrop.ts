import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type DragEvent, useMemo } from "react";
import { useNewNodeData } from "@/components/board/useNewNodeData";
import { isTyping } from "@/components/commands/isTyping";
import { toShownError } from "@/components/ErrorNote";
import { isNodeType, lookOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { shell } from "@/components/messages/shell";
import { type DraggedPicture, droppedPicture, imageDataOf } from "@/components/nodes/pictureDrag";
import { isReadableFile } from "@/components/nodes/uploadFile";
import { isPicture } from "@/components/nodes/uploadPicture";
import { toast } from "@/components/ui/toast";
import { importWorkflowFile, isBundle } from "@/components/workflowFile";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { Point } from "@/store/documentEdits";
import { workflowStore } from "@/store/useWorkflow";
import { isAppError } from "@/types/errors";
import type { Workflow } from "@/types/workflow";
import { addFiles } from "./addContent";
import { pasteText } from "./clipboardActions";
import { aimKind, dropKind } from "./drag/kindDrag";
import { NODE_TYPE_MIME } from "./Toolbar";
import type { AddNode } from "./useAddNode";

/** What can be dropped: a kind of node from the toolbar, pictures, text files, documents, a workflow file, words. */
export function useCanvasDrop(addNode: AddNode) {
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi();
  const newData = useNewNodeData();
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        aimKind(screenToFlowPosition({ x: event.clientX, y: event.clientY }), store.getState(), newData);
      },
      onDrop: (event: DragEvent) => {
        const text = event.dataTransfer.getData("text/plain");
        // Words that are dropped on a field go into it.
        if (event.dataTransfer.files.length === 0 && text !== "" && isTyping(event.target)) return;
        event.preventDefault();
        const picture = droppedPicture(event.dataTransfer);
        const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
        const type = event.dataTransfer.getData(NODE_TYPE_MIME);
        const files = [...event.dataTransfer.files];
        if (isNodeType(type)) dropKind(type, newData) || addNode(type, at);
        else if (picture !== undefined) takePicture(picture, at, nodeUnder(event.target), addNode);
        else if (files.length > 0) void takeFiles(files, at);
        else pasteText(text, at);
      },
    }),
    [screenToFlowPosition, store, newData, addNode],
  );
}

/** In canvas pixels, between a picture and the node that it was dropped on. */
const GAP = 60;

/** A picture of the page becomes an image node, wired to the node that it was dropped on if that takes pictures. */
function takePicture(picture: DraggedPicture, at: Point, onto: string | undefined, addNode: AddNode): void {
  const { workflow, addConnectedNode } = workflowStore.getState();
  const node = workflow?.nodes.find(({ id }) => id === onto);
  const place = node && workflow?.layout.nodes[node.id];
  const port = node && portsOf(node).inputs.find(({ type }) => type === "image");
  if (node === undefined || place === undefined || port === undefined) {
    addNode("imageInput", at, imageDataOf(picture));
    return;
  }
  const beside = { x: place.x - lookOf("imageInput").layout.width - GAP, y: place.y };
  addConnectedNode(
    "imageInput",
    beside,
    { target: { node: node.id, port: port.name }, sourcePort: "image" },
    imageDataOf(picture),
  );
}

function nodeUnder(target: EventTarget): string | undefined {
  const node = target instanceof Element ? target.closest<HTMLElement>(".react-flow__node") : null;
  return node?.dataset.id;
}

/** A workflow opens; JSON that is none, and every other readable file, becomes a node. */
async function takeFiles(files: File[], at: Point): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const pictures = await Promise.all(files.map(isPicture));
  const unreadable = files.find((file, index) => !pictures[index] && !isReadableFile(file) && !isBundle(file));
  if (unreadable !== undefined) return void toast.error(words.dropped.unreadable(unreadable.name));
  if (files.length > 1 || !(first.name.endsWith(".json") || isBundle(first))) return addFiles(files, at);
  try {
    const workflow = await importIfWorkflow(first);
    if (workflow === undefined) return addFiles(files, at);
    toast.success(words.dropped.imported(first.name));
  } catch (error) {
    toast.error(shell.menu.importFailed, { description: toShownError(error).message });
  }
}

/** Undefined for other JSON. @throws AppError for a workflow with a fault in it */
async function importIfWorkflow(file: File): Promise<Workflow | undefined> {
  try {
    return await importWorkflowFile(file);
  } catch (error) {
    if (isBundle(file) || (isAppError(error) && error.facts.path !== undefined)) throw error;
    return undefined;
  }
}
