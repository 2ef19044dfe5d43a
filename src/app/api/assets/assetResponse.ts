import { imageTypeOf } from "@/lib/imageType";

/** An image shows; anything else is only for download, so that it can never run as a page. */
export function assetResponse(bytes: Uint8Array): Response {
  const mime = imageTypeOf(bytes);
  return new Response(Uint8Array.from(bytes), {
    headers: {
      "content-type": mime ?? "application/octet-stream",
      "content-disposition": mime === undefined ? "attachment" : "inline",
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
}
