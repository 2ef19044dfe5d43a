import { ClientSecretPost } from "oauth4webapi";
import { discoverServer, type OpenidServer } from "@/lib/auth/issuer/discovery";
import type { OpenidClient } from "@/lib/auth/issuer/tokenForms";
import type { Config } from "@/lib/config";
import { AppError } from "@/types/errors";

/**
 * Google's sign-in for web and desktop clients that a person registers (developers.google.com/identity, "OpenID
 * Connect" and "Using OAuth 2.0 for Web Server Applications"). Scopes are set by `GOOGLE_OAUTH_SCOPES`.
 */

export const ISSUER_NAME = "Google";
/** Where Google sends the browser back to, under the origin the app was reached at. */
export const CALLBACK_PATH = "/api/auth/google/callback";

export interface GoogleContext {
  settings: Config["googleAuth"];
  fetch: typeof fetch;
}

/** Google's token, revocation and key endpoints are on other hosts than its issuer. */
export function isGoogleAddress({ protocol, hostname }: URL): boolean {
  return protocol === "https:" && hostname.endsWith(".googleapis.com");
}

/** @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked` */
export function discoverGoogle({ settings: { issuer }, fetch }: GoogleContext): Promise<OpenidServer> {
  return discoverServer({
    issuer,
    name: ISSUER_NAME,
    setting: "GOOGLE_OAUTH_ISSUER",
    isTrusted: isGoogleAddress,
    fetch,
  });
}

/** The registration to sign in with. @throws AppError `auth_required` when there is none */
export function requireClient({ client }: Config["googleAuth"]): { id: string; secret: string } {
  if (client !== undefined) return client;
  throw new AppError(
    "auth_required",
    "Add a Google API key, or set GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET to sign in.",
    { action: "add_key", provider: "google" },
  );
}

/** A client that a person registered, with its secret. @throws AppError `auth_required` */
export function googleClient(context: GoogleContext): OpenidClient {
  const { id, secret } = requireClient(context.settings);
  return {
    fetch: context.fetch,
    discover: () => discoverGoogle(context),
    issuerName: ISSUER_NAME,
    client: { client_id: id },
    authentication: ClientSecretPost(secret),
  };
}

/** What was asked for and not granted; identity scopes come back under other names and are left out. */
export function missingScopes(settings: Config["googleAuth"], granted: string): string[] {
  const has = new Set(granted.split(" "));
  return settings.scopes.split(" ").filter((scope) => scope.startsWith("https://") && !has.has(scope));
}
