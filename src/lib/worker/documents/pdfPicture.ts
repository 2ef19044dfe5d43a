import type { PDFPageProxy } from "pdfjs-dist";
import { AppError } from "@/types/errors";

/** Of the longer side, in pixels: small print stays readable, and models look no closer. */
const LONG_SIDE = 1800;
const JPEG_QUALITY = 85;

/** A page as JPEG. @throws AppError `unsupported_file` where this computer has no canvas */
export async function paint(page: PDFPageProxy): Promise<Uint8Array> {
  const { createCanvas } = await import("@napi-rs/canvas").catch((cause: unknown) => {
    const words = "Pages cannot be made into pictures on this kind of computer. Wire the file itself instead.";
    throw new AppError("unsupported_file", words, {}, { cause });
  });
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: LONG_SIDE / Math.max(width, height) });
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  // The library types the canvas of browsers; it takes this one in Node.
  await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
  const jpeg = await canvas.encode("jpeg", JPEG_QUALITY);
  page.cleanup();
  return new Uint8Array(jpeg);
}
