import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { renameVersionSchema } from "@/types/api";

export const GET = apiRoute(({ services, param }) => services.workflows.versions.read(param("id"), param("version")));

export const PATCH = apiRoute(async ({ services, param, json }) => {
  const { name } = await json(renameVersionSchema);
  return services.workflows.versions.rename(param("id"), param("version"), name);
});

export const { DELETE, OPTIONS, POST, PUT } = otherMethods("GET", "PATCH");
