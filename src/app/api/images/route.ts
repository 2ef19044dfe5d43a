import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { imageRequestSchema } from "@/types/api";

const MAX_CALL_BYTES = 60 * 1024 * 1024;

/** One call for pictures, which become assets; closing the connection stops the upstream too. */
export const POST = apiRoute(
  async ({ request, services, json }) => {
    const call = await json(imageRequestSchema);
    // An abort of its own: that of the request has a reason which only Next knows.
    const clientGone = new AbortController();
    request.signal.addEventListener("abort", () => clientGone.abort(), { once: true });
    return services.makeImages(call, clientGone.signal);
  },
  { maxBytes: MAX_CALL_BYTES },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
