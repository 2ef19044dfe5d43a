import { apiRoute } from "@/app/api/apiRoute";

/** Renews the account's sign-in now. */
export const POST = apiRoute(({ services, param }) => services.auth.renew(param("id")));
