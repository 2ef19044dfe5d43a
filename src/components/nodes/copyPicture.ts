import { nodes } from "@/components/messages/nodes";
import { toast } from "@/components/ui/toast";

const PNG = "image/png";

/** Puts a picture into the clipboard: as PNG, the one form that every browser takes. */
export async function copyPicture(src: string): Promise<void> {
  try {
    // Begun at once with what will come: a browser may forbid it once the press is over.
    await navigator.clipboard.write([new ClipboardItem({ [PNG]: readAsPng(src) })]);
    toast.success(nodes.pictures.copied);
  } catch {
    toast.error(nodes.pictures.copyFailed);
  }
}

async function readAsPng(src: string): Promise<Blob> {
  const blob = await (await fetch(src)).blob();
  if (blob.type === PNG) return blob;
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((png) => (png === null ? reject(new Error("The picture cannot be written.")) : resolve(png)), PNG);
  });
}
