import { apiRoute } from "@/app/api/apiRoute";

export const GET = apiRoute(async ({ services, param }) => ({
  nodes: await services.runs.stale(await services.workflows.read(param("id"))),
}));
