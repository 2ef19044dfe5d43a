import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { testTriggerSchema } from "@/types/triggers";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

export const POST = apiRoute(
  async ({ services, param, json }) => {
    const { inputs } = await json(testTriggerSchema);
    const { id } = await services.triggers.test(param("id"), inputs);
    return Response.json({ id, events: `/api/runs/${id}/events` }, { status: 201 });
  },
  { maxBytes: MAX_WORKFLOW_BYTES },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
