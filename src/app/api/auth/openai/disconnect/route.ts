import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { disconnectSchema } from "@/types/api";

export const POST = apiRoute(
  async ({ services, json }) => {
    const { account } = await json(disconnectSchema);
    const outcome = await services.auth.disconnect(account);
    services.catalogue.invalidate("openai-auth");
    for (const id of outcome.disconnected) services.limits.forget(id);
    return outcome;
  },
  { role: "runner" },
);

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
