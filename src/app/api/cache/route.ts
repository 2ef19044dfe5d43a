import { apiRoute } from "@/app/api/apiRoute";

export const GET = apiRoute(({ services }) => services.cache.stats());

export const DELETE = apiRoute(async ({ services }) => ({ removed: await services.cache.clear() }));
