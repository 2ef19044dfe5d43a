import { z } from "zod";
import type { SecretBox } from "@/lib/security/secretBox";
import { readCookies, toCookie } from "@/lib/security/sessionCookie";

/** How long somebody may take at the provider, in seconds. */
const PENDING_SECONDS = 10 * 60;
const place = { owner: "oidc", field: "pending" };
const path = "/api/session/oidc";

const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  /** Where in the app to go afterwards. */
  to: z.string(),
  expiresAtMs: z.number(),
});
export type PendingSignIn = z.infer<typeof pendingSchema>;

/**
 * What a sign-in that has begun has to know at its end. It lies sealed in the browser that began it: any server can
 * finish it, and no other browser.
 */
export interface PendingSignIns {
  /** The `Set-Cookie` value. */
  keep(pending: Omit<PendingSignIn, "expiresAtMs">, isSecure: boolean): Promise<string>;
  /** Those of these cookies, also when their time is over. */
  read(cookieHeader: string | null): Promise<PendingSignIn[]>;
  /** The `Set-Cookie` value that ends it in this browser. */
  clear(): string;
}

export function createPendingSignIns(
  port: number,
  box: Pick<SecretBox, "seal" | "open">,
  now: () => number,
): PendingSignIns {
  const name = `patchbay_oidc_${port}`;

  async function open(sealed: string): Promise<PendingSignIn[]> {
    // Somebody else's, or of another key: as good as none.
    const text = await box.open(sealed, place).catch(() => undefined);
    return text === undefined ? [] : [pendingSchema.parse(JSON.parse(text))];
  }

  return {
    keep: async (pending, isSecure) => {
      const expiresAtMs = now() + PENDING_SECONDS * 1000;
      const sealed = await box.seal(JSON.stringify({ ...pending, expiresAtMs } satisfies PendingSignIn), place);
      return toCookie(name, sealed, PENDING_SECONDS, isSecure, { path });
    },
    read: async (header) => (await Promise.all(readCookies(header, name).map(open))).flat(),
    clear: () => toCookie(name, "", 0, false, { path }),
  };
}
