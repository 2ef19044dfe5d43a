import { useReactFlow } from "@xyflow/react";
import { type DragEvent, useMemo } from "react";
import { toShownError } from "@/components/ErrorNote";
import { canvas as words } from "@/components/messages/canvas";
import { isNodeType } from "@/components/nodes/nodeCatalogue";
import { isPicture } from "@/components/nodes/uploadPicture";
import { toast } from "@/components/ui/toast";
import { readWorkflowFile } from "@/components/workflowFile";
import type { Point } from "@/store/documentEdits";
import { openAsNew } from "@/store/session";
import { NODE_TYPE_MIME } from "./Toolbar";
import type { AddNode } from "./useAddNode";

/** What can be dropped: a kind of node from the toolbar, pictures, a workflow file. */
export function useCanvasDrop(addNode: AddNode, addPictures: (files: File[], at: Point) => Promise<void>) {
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(
    () => ({
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        const at = screenToFlowPosition({ x: event.clientX, y: event.clientY });
        const type = event.dataTransfer.getData(NODE_TYPE_MIME);
        const files = [...event.dataTransfer.files];
        if (isNodeType(type)) addNode(type, at);
        else if (files.some(isPicture)) void addPictures(files, at);
        else if (files[0] !== undefined) void importFile(files[0]);
      },
    }),
    [screenToFlowPosition, addNode, addPictures],
  );
}

async function importFile(file: File): Promise<void> {
  if (!file.name.endsWith(".json") && file.type !== "application/json") {
    toast.error(words.dropped.unreadable(file.name));
    return;
  }
  try {
    await openAsNew(await readWorkflowFile(file));
    toast.success(words.dropped.imported(file.name));
  } catch (error) {
    toast.error(toShownError(error).message);
  }
}
