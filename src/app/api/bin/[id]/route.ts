import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const DELETE = apiRoute(async ({ services, param }) => {
  const entry = param("id");
  await services.workflows.bin.remove(entry);
  return { deleted: entry };
});

export const { GET, OPTIONS, PATCH, POST, PUT } = otherMethods("DELETE");
