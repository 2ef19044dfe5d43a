import type { Log } from "@/lib/log";
import type { Step } from "@/lib/people/oidc/oidcSignIn";
import { isAppError } from "@/types/errors";

export function stepTo({ location, cookies }: Step): Response {
  const headers = new Headers({ location });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 302, headers });
}

/**
 * A failure sends the browser to the page of sign-in with its code, and with why we let nobody in: the page has the
 * words. What the provider said is in the log.
 */
export async function toLogin(log: Log, work: () => Promise<Response>, cookie?: string): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    log.warn("A sign-in at the provider of identities failed.", { code: error.code, message: error.message });
    const query = new URLSearchParams({ error: error.code });
    // Of what the provider said nothing may stand in an address.
    if (error.code === "not_allowed") query.set("reason", String(error.facts.reason));
    const location = `/login?${query}`;
    return stepTo({ location, cookies: cookie === undefined ? [] : [cookie] });
  }
}
