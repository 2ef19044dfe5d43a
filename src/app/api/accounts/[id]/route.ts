import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { patchAccountSchema } from "@/types/accounts";

export const PATCH = apiRoute(
  async ({ services, param, json }) => {
    const account = await services.auth.edit(param("id"), await json(patchAccountSchema));
    // Another payer or another way out may offer other models.
    services.catalogue.invalidate("openai-auth", account.id);
    return account;
  },
  { role: "runner" },
);

export const { DELETE, GET, OPTIONS, POST, PUT } = otherMethods("PATCH");
