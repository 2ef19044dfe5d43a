import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** Asks the upstream at most once a minute; between, and while it cannot be asked, what is known with its age. */
export const GET = apiRoute(async ({ services, param }) => {
  const { id } = await services.auth.account(param("id"));
  return services.accountUsage.read(id);
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
