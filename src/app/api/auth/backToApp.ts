import { isAppError } from "@/types/errors";

/** Sends the browser back to the app with the outcome of a sign-in: a failure as its code, and the app has the words. */
export async function backToApp(finish: () => Promise<string>): Promise<Response> {
  try {
    return toApp("connected", await finish());
  } catch (error) {
    if (!isAppError(error)) throw error;
    return toApp("connectError", error.code);
  }
}

function toApp(outcome: "connected" | "connectError", value: string): Response {
  return new Response(null, { status: 303, headers: { location: `/?${new URLSearchParams({ [outcome]: value })}` } });
}
