import { z } from "zod";
import { assetRefSchema } from "@/types/run";
import type { Picture } from "./picture";

/** Marks a picture that is dragged from one place of the page to another. */
const PICTURE_MIME = "application/x-patchbay-picture";

const draggedSchema = z.object({ asset: assetRefSchema, fileName: z.string().max(255) });
export type DraggedPicture = z.infer<typeof draggedSchema>;

/** Lets a picture be dropped on the canvas and on nodes, and, by browsers that can, into a folder. */
export function dragPicture(data: DataTransfer, { asset, fileName, mime, src }: Picture): void {
  if (asset === undefined) return;
  data.effectAllowed = "copy";
  data.setData(PICTURE_MIME, JSON.stringify({ asset, fileName }));
  data.setData("DownloadURL", `${mime}:${fileName}:${new URL(src, location.href).href}`);
}

/** The picture that was dropped; undefined for everything else. */
export function droppedPicture(data: DataTransfer): DraggedPicture | undefined {
  const text = data.getData(PICTURE_MIME);
  if (text === "") return undefined;
  try {
    return draggedSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The data of an image node that holds the picture. */
export function imageDataOf({ asset, fileName }: DraggedPicture) {
  return { asset, fileName, dataUrl: undefined };
}
