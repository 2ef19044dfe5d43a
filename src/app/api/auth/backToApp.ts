import { isAppError } from "@/types/errors";

/** Sends the browser back to the app with the outcome of a sign-in: a failure as its code, and the app has the words. */
export async function backToApp(finished: Promise<string>): Promise<Response> {
  const answer = await finished.then(
    (accountId) => ({ connected: accountId }),
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      return { connectError: error.code };
    },
  );
  return new Response(null, { status: 303, headers: { location: `/?${new URLSearchParams(Object.entries(answer))}` } });
}
