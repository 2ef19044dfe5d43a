import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { imageTypeOf } from "@/lib/imageType";

/** An image shows; anything else is only for download, so that it can never run as a page. */
export const GET = apiRoute(async ({ services, param }) => {
  const bytes = await services.assets.get(param("sha256"));
  const mime = imageTypeOf(bytes);
  return new Response(Uint8Array.from(bytes), {
    headers: {
      "content-type": mime ?? "application/octet-stream",
      "content-disposition": mime === undefined ? "attachment" : "inline",
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
