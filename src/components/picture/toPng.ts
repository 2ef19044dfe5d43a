import type { Picture } from "./drawCanvas";

/** Twice the size of the canvas, as far as browsers draw it. */
const SCALE = 2;
const MAX_SIDE = 8_000;

/** @throws Error where the browser cannot draw it */
export async function toPng({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    await image.decode();
    const scale = Math.min(SCALE, MAX_SIDE / Math.max(width, height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (blob === null) throw new Error("The browser gave no picture.");
    return blob;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
