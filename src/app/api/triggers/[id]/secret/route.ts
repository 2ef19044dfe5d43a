import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const POST = apiRoute(async ({ services, param }) => ({
  secret: await services.triggers.makeSecret(param("id")),
}));

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
