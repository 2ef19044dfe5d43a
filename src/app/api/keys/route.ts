import { apiRoute } from "@/app/api/apiRoute";

export const GET = apiRoute(async ({ services }) => ({ keys: await services.auth.keys.list() }));
