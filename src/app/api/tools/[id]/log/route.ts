import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services, param }) => ({ log: await services.tools.log(param("id")) }), {
  role: "admin",
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
