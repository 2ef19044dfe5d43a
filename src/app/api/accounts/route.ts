import { apiRoute } from "@/app/api/apiRoute";

/** From files and memory alone, as the status of the sign-in. */
export const GET = apiRoute(async ({ services }) => {
  const { accounts, defaultAccountId } = services.limits.withUsage(await services.auth.status());
  return { accounts, defaultAccountId };
});
