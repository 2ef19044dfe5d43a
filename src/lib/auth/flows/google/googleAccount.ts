import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { commonView } from "@/lib/auth/accounts/accountView";
import type { IdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import { freeName, mismatch } from "@/lib/auth/signIn/signedInAccount";
import {
  type GoogleAccountRecord,
  type GoogleAuthDocument,
  type GooglePendingRecord,
  googleAccountRecordSchema,
} from "@/lib/auth/store/authFileSchema";
import { sealTokens } from "@/lib/auth/store/sealing";
import type { AccountHealthLog } from "@/lib/auth/tokens/accountHealth";
import type { Config } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import type { GoogleAccountView } from "@/types/providers";
import type { IssuedGoogleTokens } from "./codeExchange";
import { missingScopes, requireClient } from "./googleProtocol";

export interface GoogleSignedIn {
  tokens: IssuedGoogleTokens;
  claims: IdTokenClaims;
}

/**
 * Puts a signed-in person into the document: over the row of the same subject, else as a new one.
 * @returns the account's id
 * @throws AppError `account_mismatch` if another account was to be signed in again
 */
export async function storeGoogleAccount(
  document: GoogleAuthDocument,
  pending: GooglePendingRecord,
  { tokens, claims }: GoogleSignedIn,
  { settings, box, nowMs }: { settings: Config["googleAuth"]; box: SecretBox; nowMs: number },
): Promise<string> {
  const { issuer } = settings;
  const existing = document.accounts.find((account) => account.issuer === issuer && account.sub === claims.sub);
  const id = existing?.id ?? randomUUID();
  if (pending.account !== null && id !== pending.account) throw mismatch(document, pending.account);
  const at = new Date(nowMs).toISOString();
  const sealed = await sealTokens(box, id, tokens);
  const row = googleAccountRecordSchema.parse({
    ...emptyRow,
    ...sealed,
    id,
    name: pending.name ?? existing?.name ?? freeName(document, "Google"),
    issuer,
    client_id: requireClient(settings).id,
    sub: claims.sub,
    email: claims.email,
    // Without a new consent Google gives none, and the one that is there stays good.
    refresh_token: sealed.refresh_token ?? existing?.refresh_token ?? null,
    expires_at: tokens.expiresAt,
    scope: tokens.scope ?? settings.scopes,
    created_at: existing?.created_at ?? at,
    updated_at: at,
    generation: (existing?.generation ?? 0) + 1,
  } satisfies z.input<typeof googleAccountRecordSchema>);
  document.accounts = existing
    ? document.accounts.map((account) => (account.id === id ? row : account))
    : [...document.accounts, row];
  document.default_account_id ??= id;
  return id;
}

const emptyRow = {
  provider: "google",
  route: "google",
  mode: "account",
  status: "active",
  account_id: null,
  user_id: null,
  plan_type: null,
  id_token_verified: true,
} as const;

/** An account as the browser may see it: no token, a masked e-mail. */
export function toGoogleAccountView(
  account: GoogleAccountRecord,
  settings: Config["googleAuth"],
  health: AccountHealthLog,
): GoogleAccountView {
  return {
    ...commonView(account, health),
    route: account.route,
    status: account.status,
    missing: missingWords(account, settings),
  };
}

function missingWords({ scope, refresh_token }: GoogleAccountRecord, settings: Config["googleAuth"]): string[] {
  const words: string[] = [];
  if (missingScopes(settings, scope).length > 0) {
    words.push("Patchbay may not use Gemini with this account: sign in again and allow all that is asked for.");
  }
  if (refresh_token === null) {
    words.push("Google gave no refresh token: you will have to sign in again when the access token ends.");
  }
  return words;
}
