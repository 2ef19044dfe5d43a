import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services, param }) => {
  const id = param("id");
  const headers = { "content-disposition": `attachment; filename="run-${id}.json"` };
  return Response.json(await services.runs.export(id), { headers });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
