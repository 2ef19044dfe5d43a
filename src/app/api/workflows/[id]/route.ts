import { apiRoute, type RouteContext } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { AppError } from "@/types/errors";
import { idSchema, MAX_WORKFLOW_BYTES, workflowSchema } from "@/types/workflow";

export const GET = apiRoute((context) => context.services.workflows.read(idOf(context)));

export const PUT = apiRoute(
  async (context) => {
    const workflow = await context.json(workflowSchema);
    if (workflow.id !== idOf(context))
      throw new AppError("invalid_request", "The document has another id than its address.");
    return context.services.workflows.update(workflow);
  },
  { maxBytes: MAX_WORKFLOW_BYTES },
);

export const DELETE = apiRoute(async (context) => {
  const id = idOf(context);
  await context.services.workflows.remove(id);
  return { deleted: id };
});

function idOf({ param }: RouteContext): string {
  const id = idSchema.safeParse(param("id"));
  if (!id.success) throw new AppError("not_found", "There is no workflow with this address.");
  return id.data;
}

export const { OPTIONS, PATCH, POST } = otherMethods("GET", "PUT", "DELETE");
