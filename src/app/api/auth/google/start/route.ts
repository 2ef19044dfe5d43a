import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { originOf } from "@/lib/security/origin";
import { startGoogleQuerySchema } from "@/types/api";

/** Opens a pending sign-in and says where to send the person; nothing else changes, so it may be a GET. */
export const GET = apiRoute(({ request, services, query }) =>
  services.auth.google.start({ ...query(startGoogleQuerySchema), origin: originOf(request) }),
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
