import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { createRunSchema } from "@/types/api";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

export const POST = apiRoute(
  async ({ services, json }) => {
    const { workflow, workflowId = "", ...request } = await json(createRunSchema);
    return services.preflight(workflow ?? (await services.workflows.read(workflowId)), request);
  },
  { role: "runner", maxBytes: 4 * MAX_WORKFLOW_BYTES },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
