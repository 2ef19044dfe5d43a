import { apiRoute } from "@/app/api/apiRoute";
import { otherMethods } from "@/app/api/otherMethods";

/** Tries the account with one cheap call; the answer is the account, whatever the call met. */
export const POST = apiRoute(({ services, param }) => services.checkAccount(param("id")), { role: "runner" });

export const { DELETE, GET, OPTIONS, PATCH, PUT } = otherMethods("POST");
