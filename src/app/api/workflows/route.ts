import { randomUUID } from "node:crypto";
import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { checkDocument } from "@/lib/graph/documentFaults";
import { createWorkflowSchema, listWorkflowsQuerySchema } from "@/types/api";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

/** With `?drawings=1` each with its drawing. */
export const GET = apiRoute(async ({ services, query }) => {
  const { drawings } = query(listWorkflowsQuerySchema);
  const workflows = await services.workflows.list();
  if (drawings !== undefined) return { workflows };
  return { workflows: workflows.map(({ drawing: _, ...summary }) => summary) };
});

export const POST = apiRoute(
  async ({ services, json }) => {
    const { id = randomUUID(), ...document } = await json(createWorkflowSchema);
    checkDocument({ ...document, id, revision: 0 });
    const workflow = await services.workflows.create({ ...document, id, revision: 0 });
    return Response.json(workflow, { status: 201 });
  },
  { maxBytes: MAX_WORKFLOW_BYTES },
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
