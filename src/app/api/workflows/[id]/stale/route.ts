import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services, param }) => ({
  nodes: await services.runs.stale(await services.workflows.read(param("id"))),
}));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
