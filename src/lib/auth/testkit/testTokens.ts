import { signIn, testAuth } from "./testAuth";
import type { TestIssuer } from "./testIssuer";

export const MINUTE_MS = 60_000;

/** What tests of renewal share; `issuerOf` gives the issuer of the present test. */
export function tokenBench(issuerOf: () => TestIssuer) {
  return {
    /** A signed-in account whose access token of one hour has `minutesLeft`. */
    async connected(minutesLeft = 60) {
      const test = await testAuth(issuerOf());
      const id = await signIn(test.auth, issuerOf());
      test.clock.nowMs += (60 - minutesLeft) * MINUTE_MS;
      const bearer = async (auth = test.auth) => (await (await auth.credentials("openai-auth", id)).get()).bearer;
      const account = async () => (await test.auth.status()).accounts[0];
      return { ...test, id, bearer, account };
    },

    /** The bodies of all refreshes; the exchange of a code sends a form. */
    refreshes: () =>
      issuerOf()
        .tokenBodies.filter((body) => body.startsWith("{"))
        .map((body) => JSON.parse(body)),

    /** The next refreshes end like this instead. */
    failRefresh(...ends: (() => Response)[]) {
      issuerOf().intercept = (path, body) =>
        path === "/oauth/token" && body.startsWith("{") ? ends.shift()?.() : undefined;
    },
  };
}

export function answer(status: number, code: string, headers: Record<string, string> = {}) {
  return () => Response.json({ error: { code } }, { status, headers });
}
