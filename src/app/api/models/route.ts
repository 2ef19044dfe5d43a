import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { modelsQuerySchema } from "@/types/api";

export const GET = apiRoute(async ({ services, query }) => {
  const { provider, account, hidden } = query(modelsQuerySchema);
  const list = await services.catalogue.list(provider, account);
  if (hidden !== undefined) return list;
  return { ...list, models: list.models.filter(({ hiddenReason }) => hiddenReason === undefined) };
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
