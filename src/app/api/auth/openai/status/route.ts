import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** From files and memory alone, so that it may be polled. */
export const GET = apiRoute(async ({ services, url }) =>
  services.limits.withUsage(await services.auth.status(url.searchParams.get("account") ?? undefined)),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
