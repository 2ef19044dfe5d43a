import { apiRoute } from "@/app/api/apiRoute";
import { toSignInAnswer } from "@/lib/auth/finishSignIn";
import { isAppError } from "@/types/errors";

/**
 * The way back from the sign-in page, once forwarded by the loopback listener. Loading it again changes nothing; a
 * failure goes back to the app as its code, and the dialog that waits there has the words.
 */
export const GET = apiRoute(
  async ({ services, url }) => {
    try {
      return backToApp("connected", await services.auth.callback(toSignInAnswer(url.searchParams)));
    } catch (error) {
      if (!isAppError(error)) throw error;
      return backToApp("connectError", error.code);
    }
  },
  { allowCrossSite: true },
);

function backToApp(outcome: "connected" | "connectError", value: string): Response {
  return new Response(null, { status: 303, headers: { location: `/?${new URLSearchParams({ [outcome]: value })}` } });
}
