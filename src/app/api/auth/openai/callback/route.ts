import { apiRoute } from "@/app/api/apiRoute";
import { toSignInAnswer } from "@/lib/auth/finishSignIn";
import { isAppError } from "@/types/errors";

/**
 * The way back from the sign-in page, once forwarded by the loopback listener. Loading it again changes nothing; a
 * failure goes back to the app as its code, and the dialog that waits there has the words.
 */
export const GET = apiRoute(
  async ({ services, url }) => {
    const answer = await services.auth.callback(toSignInAnswer(url.searchParams)).then(
      (accountId) => ({ connected: accountId }),
      (error: unknown) => {
        if (!isAppError(error)) throw error;
        return { connectError: error.code };
      },
    );
    const query = new URLSearchParams(Object.entries(answer));
    return new Response(null, { status: 303, headers: { location: `/?${query}` } });
  },
  { allowCrossSite: true },
);
