import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** From files and memory alone, as the status of the sign-in. */
export const GET = apiRoute(async ({ services }) => {
  const { accounts, defaultAccountId } = services.limits.withUsage(await services.auth.status());
  return { accounts, defaultAccountId };
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
