import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { withToolsAsked } from "@/lib/nodes/askedTools";
import { createRunSchema, listRunsQuerySchema } from "@/types/api";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

export const GET = apiRoute(({ services, query }) => {
  const { workflow, ...asked } = query(listRunsQuerySchema);
  return services.runs.list({ workflowId: workflow, ...asked });
});

export const POST = apiRoute(
  async ({ services, json, key }) => {
    const { workflow: given, workflowId = "", ...request } = await json(createRunSchema);
    // What another program brings does not say that tools act without a question.
    const brought = key === undefined || given === undefined ? given : { ...given, nodes: withToolsAsked(given.nodes) };
    const run = await services.runs.start(brought ?? (await services.workflows.read(workflowId)), request);
    return Response.json({ id: run.id, events: `/api/runs/${run.id}/events` }, { status: 201 });
  },
  // A document and images among the inputs.
  { role: "runner", maxBytes: 4 * MAX_WORKFLOW_BYTES },
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
