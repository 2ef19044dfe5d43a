import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { restoreVersionSchema } from "@/types/api";

export const POST = apiRoute(async ({ services, param, json }) => {
  const { revision } = await json(restoreVersionSchema);
  return services.workflows.versions.restore(param("id"), param("version"), revision);
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
