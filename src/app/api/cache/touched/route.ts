import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

export const GET = apiRoute(async ({ services }) => ({
  results: (await services.cache.touched()).map(({ original: _, ...result }) => result),
}));

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
