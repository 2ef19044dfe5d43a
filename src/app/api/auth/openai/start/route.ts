import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { originOf } from "@/lib/security/origin";
import { startSignInQuerySchema } from "@/types/api";

/** Opens a pending sign-in and says where to send the person; nothing else changes, so it may be a GET. */
export const GET = apiRoute(({ request, services, query }) => {
  const { another, consent, ...wanted } = query(startSignInQuerySchema);
  const origin = originOf(request);
  return services.auth.start({ ...wanted, another: another === "1", consent: consent === "1", origin });
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
