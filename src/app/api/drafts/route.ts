import { apiRoute } from "@/app/api/apiRoute";
import { clientGoneOf } from "@/app/api/clientGone";
import { otherMethods } from "@/app/api/otherMethods";
import { writeDraft } from "@/lib/drafts/writeDraft";
import { draftRequestSchema } from "@/types/drafts";

const MAX_DRAFT_BYTES = 12 * 1024 * 1024;

/** A workflow that a model draws of a wish; closing the connection stops the upstream too. Nothing is saved. */
export const POST = apiRoute(
  async ({ request, services, json }) => {
    const wish = await json(draftRequestSchema);
    return writeDraft(services.callLlm, wish, clientGoneOf(request).signal);
  },
  { maxBytes: MAX_DRAFT_BYTES },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
