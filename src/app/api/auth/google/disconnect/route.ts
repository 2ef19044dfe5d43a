import { apiRoute } from "@/app/api/apiRoute";
import { disconnectSchema } from "@/types/api";

export const POST = apiRoute(async ({ services, json }) => {
  const { account } = await json(disconnectSchema);
  const outcome = await services.auth.google.disconnect(account);
  services.catalogue.invalidate("google");
  return outcome;
});
