import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { createVersionSchema } from "@/types/api";

export const GET = apiRoute(async ({ services, param }) => ({
  versions: await services.workflows.versions.list(param("id")),
}));

export const POST = apiRoute(async ({ services, param, json }) => {
  const { name } = await json(createVersionSchema);
  return Response.json(await services.workflows.versions.create(param("id"), name), { status: 201 });
});

export const { DELETE, OPTIONS, PATCH, PUT } = otherMethods("GET", "POST");
