import { apiRoute } from "@/app/api/apiRoute";
import { modelsQuerySchema } from "@/types/api";

export const GET = apiRoute(async ({ services, query }) => {
  const { provider, account } = query(modelsQuerySchema);
  return services.catalogue.list(provider, account);
});
