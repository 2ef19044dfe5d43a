import { randomUUID } from "node:crypto";
import { expiresAtOf, type IdTokenClaims, issuedAtOf } from "@/lib/auth/issuer/tokenClaims";
import type { AccountRecord, AuthDocument, PendingRecord, StoredDocument } from "@/lib/auth/store/authFileSchema";
import { findRegistration, rememberInRegistration } from "@/lib/auth/store/registrations";
import { sealTokens } from "@/lib/auth/store/sealing";
import type { Config } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import { AppError } from "@/types/errors";
import type { ApiKeyOutcome, SignedIn } from "./signInFlow";

type OpenaiSettings = Pick<Config["openaiAuth"], "issuer" | "clientId" | "scopes">;

/** The sign-in a row is made from: who is to be signed in again, and how a new account is called. */
export type SignInIntent = Pick<PendingRecord, "route" | "account" | "name">;

/**
 * Puts a signed-in identity into the document: over the row of the same identity, else as a new one.
 * @returns the account's id
 * @throws AppError `account_mismatch` if another account was to be signed in again
 */
export async function storeSignedIn(
  document: AuthDocument,
  pending: SignInIntent,
  signedIn: SignedIn,
  { settings, box, nowMs }: { settings: OpenaiSettings; box: SecretBox; nowMs: number },
): Promise<string> {
  const { claims, sharing } = signedIn;
  const kept = sharing && findRegistration(document, settings.issuer, sharing.clientId);
  const existing = sharing
    ? findShared(document, settings.issuer, sharing.clientId, claims)
    : findByIdentity(document, claims);
  const id = existing?.id ?? kept?.account ?? randomUUID();
  if (pending.account !== null && id !== pending.account) throw mismatch(document, pending.account);
  if (kept && kept.sub !== null && kept.sub !== claims.sub) throw otherPerson(kept.name, id);
  const row = toRow({ id, existing, pending, signedIn, settings, nowMs });
  row.background_consent = existing?.background_consent ?? kept?.background_consent ?? false;
  Object.assign(row, await sealTokens(box, id, signedIn.tokens), await toMode(box, row, signedIn.workspaceKey));
  row.name = pending.name ?? existing?.name ?? kept?.name ?? freeName(document, "ChatGPT");
  document.accounts = existing
    ? document.accounts.map((account) => (account.id === id ? row : account))
    : [...document.accounts, row];
  document.default_account_id ??= id;
  if (sharing) rememberInRegistration(document, row, nowMs);
  return id;
}

interface RowParts {
  id: string;
  existing: AccountRecord | undefined;
  pending: SignInIntent;
  signedIn: SignedIn;
  settings: OpenaiSettings;
  nowMs: number;
}

/** What a person set for the account stays; what the issuer says is new. Tokens and name are not yet in it. */
function toRow({ id, existing, pending, signedIn, settings, nowMs }: RowParts): AccountRecord {
  const { claims, isVerified, routing, sharing } = signedIn;
  const { accessToken } = signedIn.tokens;
  const at = new Date(nowMs).toISOString();
  // A token of another program did not arrive just now: if it seems to have ended, it has.
  const arrivedAtMs = signedIn.isImported && accessToken !== null ? (issuedAtOf(accessToken) ?? nowMs) : nowMs;
  return {
    id,
    name: "",
    provider: "openai-auth",
    route: pending.route,
    mode: existing?.mode ?? "chatgpt",
    status: signedIn.isImported ? "created" : "active",
    limited_until: null,
    issuer: settings.issuer,
    client_id: sharing?.clientId ?? settings.clientId,
    sub: claims.sub,
    account_id: claims.accountId,
    user_id: claims.userId,
    email: claims.email,
    plan_type: claims.planType,
    fedramp: claims.fedramp,
    organizations: claims.organizations,
    organization_id: claims.organizationId,
    project_id: claims.projectId,
    id_token_verified: isVerified,
    access_token: null,
    refresh_token: null,
    id_token: null,
    api_key: existing?.api_key ?? null,
    mode_reason: existing?.mode_reason ?? null,
    proxy_url: existing?.proxy_url ?? null,
    expires_at: sharing ? sharing.expiresAt : accessToken && expiresAtOf(accessToken, arrivedAtMs),
    scope: sharing?.scope ?? settings.scopes,
    routing_override: routing?.routingOverride ?? null,
    backend_origin: routing?.backendOrigin ?? null,
    prompt_style: existing?.prompt_style ?? null,
    background_consent: false,
    created_at: existing?.created_at ?? at,
    updated_at: at,
    last_refresh_at: null,
    last_error: null,
    health: null,
    generation: (existing?.generation ?? 0) + 1,
    earliest_refresh_at: sharing?.earliestRefreshAt ?? null,
  };
}

/** Who pays, where the sign-in asked for a key; a key that is there already outlives a failed exchange. */
export async function toMode(
  box: SecretBox,
  { id }: Pick<AccountRecord, "id">,
  outcome: ApiKeyOutcome | undefined,
): Promise<Partial<Pick<AccountRecord, "mode" | "api_key" | "mode_reason">>> {
  if (outcome === undefined) return {};
  if ("reason" in outcome) return { mode_reason: outcome.reason };
  return { mode: "api_key", api_key: await box.seal(outcome.key, { owner: id, field: "api_key" }), mode_reason: null };
}

export function findByIdentity({ accounts }: AuthDocument, claims: IdTokenClaims): AccountRecord | undefined {
  return accounts.find((account) => account.route === "codex" && isSameIdentity(account, claims));
}

/** Subjects are compared within one registration only: nothing says that they mean the same across two. */
function findShared(
  { accounts }: AuthDocument,
  issuer: string,
  clientId: string,
  { sub }: IdTokenClaims,
): AccountRecord | undefined {
  return accounts.find(
    (account) =>
      account.route === "siwc" && account.issuer === issuer && account.client_id === clientId && account.sub === sub,
  );
}

/** One person in one workspace; the e-mail is no identity, since two workspaces may share it. */
function isSameIdentity(account: AccountRecord, claims: IdTokenClaims): boolean {
  return (
    (account.user_id ?? account.sub) === (claims.userId ?? claims.sub) &&
    (account.account_id ?? "") === (claims.accountId ?? "")
  );
}

export function mismatch({ accounts }: Pick<StoredDocument, "accounts">, wantedId: string): AppError {
  const wanted = accounts.find(({ id }) => id === wantedId);
  if (wanted === undefined) {
    return new AppError(
      "account_mismatch",
      "The account to sign in again was disconnected meanwhile. Connect it anew.",
      {
        action: "connect",
      },
    );
  }
  return otherPerson(wanted.name, wantedId);
}

function otherPerson(name: string | null, account: string): AppError {
  return new AppError(
    "account_mismatch",
    `That sign-in belongs to another person or workspace than “${name ?? "ChatGPT"}”, so nothing was changed. Sign in again and choose the right one, or connect it as a further account.`,
    { account },
  );
}

/** `ChatGPT`, `ChatGPT 2`, … */
export function freeName({ accounts }: Pick<StoredDocument, "accounts">, base: string): string {
  const taken = new Set(accounts.map(({ name }) => name));
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base} ${number}`;
  return name;
}
