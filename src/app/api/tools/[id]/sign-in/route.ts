import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";
import { originOf } from "@/lib/security/origin";

export const POST = apiRoute(({ request, services, param }) => services.tools.signIn(param("id"), originOf(request)), {
  role: "admin",
});

export const DELETE = apiRoute(({ services, param }) => services.tools.signOut(param("id")), { role: "admin" });

export const { GET, OPTIONS, PATCH, PUT } = otherMethods("POST", "DELETE");
