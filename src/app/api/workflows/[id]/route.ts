import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { checkDocument } from "@/lib/graph/documentFaults";
import { AppError } from "@/types/errors";
import { MAX_WORKFLOW_BYTES, workflowSchema } from "@/types/workflow";

export const GET = apiRoute(({ services, param }) => services.workflows.read(param("id")));

export const PUT = apiRoute(
  async ({ services, param, json }) => {
    const workflow = await json(workflowSchema);
    if (workflow.id !== param("id"))
      throw new AppError("invalid_request", "The document has another id than its address.");
    checkDocument(workflow);
    return services.workflows.update(workflow);
  },
  { maxBytes: MAX_WORKFLOW_BYTES },
);

export const DELETE = apiRoute(async ({ services, param }) => {
  const id = param("id");
  await services.workflows.remove(id);
  return { deleted: id };
});

export const { OPTIONS, PATCH, POST } = otherMethods("GET", "PUT", "DELETE");
