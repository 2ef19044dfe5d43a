import { z } from "zod";
import { errorActions, errorCodes } from "@/types/errors";
import { accountModeSchema, accountRouteSchema, accountStatusSchema } from "@/types/providers";
import { accountsOf, knownRows } from "./storedRows";

/**
 * `data/openai-auth.json`, and `data/google-auth.json` in the same shape. Field names are those of the files. Another
 * version may have written fields, codes and rows that this one does not know: what is only told falls back to
 * something known (`catch`), an account with anything else is shown and not used, other rows are passed over. Writing
 * keeps all of it (`carryOver`).
 */

const time = z.iso.datetime();
/** A compact JWE; `sealing.ts` makes and opens it. */
const sealed = z.string().nullable().default(null);

const failureSchema = z.object({ code: z.enum(errorCodes).catch("upstream_rejected"), message: z.string(), at: time });

/** Failed refreshes of one generation of tokens, and when the next attempt may be made. */
const healthSchema = z.object({
  generation: z.int(),
  permanence: z.enum(["permanent", "transient", "ambiguous"]).catch("ambiguous"),
  failures: z.int().positive(),
  retry_at: time,
});

const accountRecordSchema = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.literal("openai-auth"),
  route: accountRouteSchema,
  mode: accountModeSchema,
  status: accountStatusSchema,
  limited_until: time.nullable().default(null),
  issuer: z.string(),
  client_id: z.string(),
  sub: z.string(),
  /** ChatGPT workspace, from the claim alone: an organization id is never put in its place. */
  account_id: z.string().nullable(),
  user_id: z.string().nullable(),
  email: z.string().nullable(),
  plan_type: z.string().nullable(),
  fedramp: z.boolean().default(false),
  organizations: z.array(z.object({ id: z.string(), title: z.string().optional() })).default([]),
  /** The platform organization and project that the API key belongs to; sent with it, never in place of `account_id`. */
  organization_id: z.string().nullable().default(null),
  project_id: z.string().nullable().default(null),
  id_token_verified: z.boolean(),
  access_token: sealed,
  refresh_token: sealed,
  id_token: sealed,
  api_key: sealed,
  /** Why a workspace's account is paid through the plan though an API key was asked for. */
  mode_reason: z.string().nullable().default(null),
  proxy_url: sealed,
  /** Null when the access token names no believable end. */
  expires_at: time.nullable(),
  scope: z.string(),
  routing_override: z.string().nullable().default(null),
  /** https origin named by accounts/check for a residency workspace. */
  backend_origin: z.string().nullable().default(null),
  prompt_style: z.enum(["instructions", "developer"]).nullable().default(null).catch(null),
  background_consent: z.boolean().default(false),
  created_at: time,
  updated_at: time,
  /** When the present tokens arrived by a refresh; null since a sign-in. */
  last_refresh_at: time.nullable().default(null),
  last_error: failureSchema.nullable().default(null),
  health: healthSchema.nullable().default(null),
  /** Moves only when the tokens do. */
  generation: z.int().positive(),
  /** Route siwc: the issuer asked for no refresh before this time. */
  earliest_refresh_at: time.nullable().default(null),
  /** Never in the file: what this version does not understand of a row that another one wrote. */
  unread_fields: z.array(z.string()).optional(),
});
export type AccountRecord = z.infer<typeof accountRecordSchema>;

export const pendingRecordSchema = z.object({
  /** Several ways may lead to one account; the first that succeeds ends the others. */
  attempt_id: z.string(),
  /** Of a browser, the OAuth state; of a device, only its id here. */
  state: z.string(),
  code_verifier: sealed,
  /** Route codex sends none. */
  nonce: z.string().nullable().default(null),
  redirect_uri: z.string(),
  return_origin: z.string(),
  route: accountRouteSchema,
  method: z.enum(["browser", "device"]),
  device_auth_id: z.string().nullable().default(null),
  user_code: z.string().nullable().default(null),
  /** Seconds between two polls. */
  interval: z.number().positive().nullable().default(null),
  /** The account to sign in again. */
  account: z.string().nullable(),
  name: z.string().nullable(),
  status: z.enum(["waiting", "exchanging", "done", "failed"]),
  /** The outcome of a `done` sign-in. */
  account_id: z.string().nullable().default(null),
  error: z
    .object({
      code: z.enum(errorCodes).catch("upstream_rejected"),
      message: z.string(),
      action: z.enum(errorActions).optional().catch(undefined),
    })
    .nullable()
    .default(null),
  created_at: time,
  expires_at: time,
  /** Route siwc: the registration that is signed in again; null when this sign-in makes a new one. */
  client_id: z.string().nullable().default(null),
});
export type PendingRecord = z.infer<typeof pendingRecordSchema>;

/**
 * Route siwc: a client id that OpenAI issued to one person in one workspace. It is kept when its account is
 * disconnected, so that the next sign-in does not register once more.
 */
const registrationRecordSchema = z.object({
  issuer: z.string(),
  client_id: z.string(),
  /** Null until a sign-in with it has succeeded. */
  sub: z.string().nullable(),
  /** The row it belongs to, also when that was disconnected: signing in again brings the same id back. */
  account: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  background_consent: z.boolean(),
  created_at: time,
  updated_at: time,
});
export type RegistrationRecord = z.infer<typeof registrationRecordSchema>;

/** An account that was disconnected: nodes may still name it, and are told which one is meant. */
const formerAccountSchema = z.object({ id: z.string(), name: z.string(), route: z.string() });

export const authDocumentSchema = z.object({
  version: z.literal(1),
  default_account_id: z.string().nullable(),
  accounts: accountsOf(accountRecordSchema, { provider: "openai-auth", route: "codex", mode: "chatgpt" }),
  pending: knownRows(pendingRecordSchema),
  registrations: knownRows(registrationRecordSchema),
  /** The latest last; absent until one was disconnected. */
  former_accounts: knownRows(formerAccountSchema).optional(),
});
export type AuthDocument = z.infer<typeof authDocumentSchema>;

/** A Google account; what is ChatGPT's alone stays empty. */
export const googleAccountRecordSchema = accountRecordSchema.extend({
  provider: z.literal("google"),
  route: z.literal("google"),
  mode: z.literal("account"),
});
export type GoogleAccountRecord = z.infer<typeof googleAccountRecordSchema>;

export const googlePendingRecordSchema = pendingRecordSchema.extend({ route: z.literal("google") });
export type GooglePendingRecord = z.infer<typeof googlePendingRecordSchema>;

export const googleAuthDocumentSchema = authDocumentSchema.extend({
  accounts: accountsOf(googleAccountRecordSchema, { provider: "google", route: "google", mode: "account" }),
  pending: knownRows(googlePendingRecordSchema),
});
export type GoogleAuthDocument = z.infer<typeof googleAuthDocumentSchema>;

/** What renewal, disconnecting and pending sign-ins work on, whoever the issuer is. */
export type StoredAccount = AccountRecord | GoogleAccountRecord;
export type StoredPending = PendingRecord | GooglePendingRecord;
export interface StoredDocument extends Omit<AuthDocument, "accounts" | "pending"> {
  accounts: StoredAccount[];
  pending: StoredPending[];
}

export const issuerNames: Record<StoredAccount["provider"], string> = { "openai-auth": "OpenAI", google: "Google" };

export function emptyAuthDocument(): AuthDocument {
  return { version: 1, default_account_id: null, accounts: [], pending: [], registrations: [] };
}
