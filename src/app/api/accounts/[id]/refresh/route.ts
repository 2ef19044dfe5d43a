import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** Renews the account's sign-in now. */
export const POST = apiRoute(({ services, param }) => services.auth.renew(param("id")), { role: "runner" });

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
