import { apiRoute } from "@/app/api/apiRoute";

export const GET = apiRoute(({ services, param }) => services.runs.read(param("id")));

export const DELETE = apiRoute(async ({ services, param }) => {
  await services.runs.remove(param("id"));
  return new Response(null, { status: 204 });
});
