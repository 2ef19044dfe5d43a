import { apiRoute } from "@/app/api/apiRoute";
import { backToApp } from "@/app/api/auth/backToApp";
import { otherMethods } from "@/app/api/otherMethods";
import { toSignInAnswer } from "@/lib/auth/signIn/finishSignIn";

/** The way back from Google's page. Loading it again changes nothing. */
export const GET = apiRoute(
  async ({ services, url }) => backToApp(async () => services.auth.google.callback(toSignInAnswer(url.searchParams))),
  { allowCrossSite: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
