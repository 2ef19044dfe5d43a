import { apiRoute } from "@/app/api/apiRoute";
import { backToApp } from "@/app/api/auth/backToApp";
import { otherMethods } from "@/app/api/otherMethods";
import { toSignInAnswer } from "@/lib/auth/signIn/finishSignIn";

/**
 * The way back from the sign-in page, once forwarded by the loopback listener. Loading it again changes nothing; a
 * failure goes back to the app as its code, and the dialog that waits there has the words.
 */
export const GET = apiRoute(
  async ({ services, url }) => backToApp(async () => services.auth.callback(toSignInAnswer(url.searchParams))),
  { allowCrossSite: true },
);

export const { DELETE, OPTIONS, PATCH, POST, PUT } = otherMethods("GET");
