import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { pageOf } from "@/app/api/pages/pageOf";
import { listPageRunsQuerySchema, startPageRunSchema } from "@/types/pages";
import { MAX_WORKFLOW_BYTES } from "@/types/workflow";

export const GET = apiRoute((context) => pageOf(context).runs(context.query(listPageRunsQuerySchema).before), {
  byLink: true,
});

export const POST = apiRoute(
  async (context) => {
    const { inputs } = await context.json(startPageRunSchema);
    return Response.json(await pageOf(context).start(inputs), { status: 201 });
  },
  { byLink: true, role: "runner", maxBytes: MAX_WORKFLOW_BYTES },
);

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
