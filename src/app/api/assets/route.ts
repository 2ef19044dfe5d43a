import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { acceptsAsset, MAX_DOCUMENT_BYTES, toAsset } from "./toAsset";

/** Takes the bytes of a picture, a text file or a document; what they are is read from them, not believed. */
export const POST = apiRoute(
  ({ request, services, bytes }) =>
    bytes(async (content) => {
      const asset = toAsset(content, request.headers.get("content-type") ?? "");
      return Response.json(await services.assets.put(asset.content, asset.mime), { status: 201 });
    }),
  { role: "runner", maxBytes: MAX_DOCUMENT_BYTES, accepts: acceptsAsset },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
