import { apiRoute } from "@/app/api/apiRoute";
import { acceptsAsset, MAX_DOCUMENT_BYTES, toAsset } from "@/app/api/assets/toAsset";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";

/** As `POST /api/assets`; what comes in by a link may be opened and given by that link. */
export const POST = apiRoute(
  (context) =>
    context.bytes(async (bytes) => {
      const { content, mime } = toAsset(bytes, context.request.headers.get("content-type") ?? "");
      return Response.json(await pageOf(context).upload(content, mime), { status: 201 });
    }),
  { byLink: true, role: "runner", maxBytes: MAX_DOCUMENT_BYTES, accepts: acceptsAsset },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
