import { apiRoute } from "@/app/api/apiRoute";
import { backToApp } from "@/app/api/auth/backToApp";
import { otherMethods } from "@/app/api/otherMethods";
import { toToolSignInAnswer } from "@/lib/tools/toToolSignInAnswer";

/** The way back from the sign-in page of a server's issuer. */
export const GET = apiRoute(
  ({ services, url }) => backToApp(async () => services.tools.callback(toToolSignInAnswer(url.searchParams))),
  { allowCrossSite: true, role: "admin" },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
