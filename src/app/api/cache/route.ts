import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(({ services }) => services.cache.stats());

export const DELETE = apiRoute(async ({ services }) => ({ removed: await services.cache.clear() }), { role: "admin" });

export const { OPTIONS, PATCH, POST, PUT } = otherMethods("GET", "DELETE");
