import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { isPicture, uploadPicture } from "@/components/nodes/uploadPicture";
import { uploadTextFile } from "@/components/nodes/uploadTextFile";
import type { NodeType } from "@/lib/nodes/nodeKinds";
import type { Point } from "@/store/documentEdits";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { Workflow } from "@/types/workflow";
import { useCanvasUi } from "./canvasUi";
import { layoutOf } from "./portLayout";
import { useNewNodeData } from "./useNewNodeData";

/** How far a new node keeps from one that already stands there, in canvas pixels. */
const SHIFT = 32;

/** Puts pictures and text files on the canvas, each as a node; says why where one cannot be taken. */
export type AddFiles = (files: File[], at: Point) => Promise<void>;

export type AddNode = (type: NodeType, at?: Point, data?: Record<string, unknown>) => string;

/** Ways to put nodes on the canvas: at a point (their middle), or in the middle of what is seen. */
export function useAddNode(): { addNode: AddNode; addFiles: AddFiles } {
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi();
  const newData = useNewNodeData();

  const addNode = useCallback<AddNode>(
    (type, at, data) => {
      const bounds = store.getState().domNode?.getBoundingClientRect() ?? new DOMRect();
      const middle = { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 };
      const place = toCorner(type, at ?? screenToFlowPosition(middle));
      const free = freePlace(workflowStore.getState().workflow, place);
      const id = workflowActions().addNode(type, free, { ...newData(type), ...data });
      useCanvasUi.setState({ writing: id });
      return id;
    },
    [screenToFlowPosition, store, newData],
  );

  const addFiles = useCallback<AddFiles>(
    async (files, at) => {
      const uploads = await Promise.all(files.map(upload));
      let next = at;
      for (const { type, data } of uploads) {
        if (data === undefined) continue;
        addNode(type, next, data);
        next = { x: next.x + SHIFT, y: next.y + SHIFT };
      }
    },
    [addNode],
  );
  return { addNode, addFiles };
}

async function upload(file: File): Promise<{ type: NodeType; data: Record<string, unknown> | undefined }> {
  return isPicture(file)
    ? { type: "imageInput", data: await uploadPicture(file) }
    : { type: "fileInput", data: await uploadTextFile(file) };
}

function toCorner(type: string, middle: Point): Point {
  const { width, height } = layoutOf(type);
  return { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2) };
}

/** Moves on until no node begins just there, so that two additions in a row do not hide each other. */
function freePlace(workflow: Workflow | null, wished: Point): Point {
  const places = Object.values(workflow?.layout.nodes ?? {});
  let place = wished;
  const isTaken = () =>
    places.some((other) => Math.abs(other.x - place.x) < SHIFT && Math.abs(other.y - place.y) < SHIFT);
  while (isTaken()) place = { x: place.x + SHIFT, y: place.y + SHIFT };
  return place;
}
