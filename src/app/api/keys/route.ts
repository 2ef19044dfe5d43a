import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services }) => ({ keys: await services.auth.keys.list() }));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
