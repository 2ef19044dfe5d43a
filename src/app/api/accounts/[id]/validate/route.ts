import { apiRoute } from "@/app/api/apiRoute";

/** Tries the account with one cheap call; the answer is the account, whatever the call met. */
export const POST = apiRoute(({ services, param }) => services.checkAccount(param("id")));
