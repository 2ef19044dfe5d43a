import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** Whether a page is out of date, without the document. */
export const GET = apiRoute(async ({ services, param }) => {
  const { revision } = await services.workflows.read(param("id"));
  return { revision };
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
