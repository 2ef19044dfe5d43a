import { apiRoute } from "@/app/api/apiRoute";
import { clientGoneOf } from "@/app/api/clientGone";
import { otherMethods } from "@/app/api/otherMethods";
import { imageRequestSchema } from "@/types/api";

const MAX_CALL_BYTES = 60 * 1024 * 1024;

/** One call for pictures, which become assets; closing the connection stops the upstream too. */
export const POST = apiRoute(
  async ({ request, services, json }) => {
    const call = await json(imageRequestSchema);
    return services.makeImages(call, clientGoneOf(request).signal);
  },
  { maxBytes: MAX_CALL_BYTES },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
