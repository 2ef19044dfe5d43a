import { z } from "zod";
import { errorActions, errorCodes } from "@/types/errors";
import { accountModeSchema, accountRouteSchema, accountStatusSchema } from "@/types/providers";

/** `data/openai-auth.json` (contract, "data/openai-auth.json"). Field names are those of the file. */

const time = z.iso.datetime();
/** A compact JWE; `sealing.ts` makes and opens it. */
const sealed = z.string().nullable().default(null);

const failureSchema = z.object({ code: z.enum(errorCodes), message: z.string(), at: time });

/** Failed refreshes of one generation of tokens, and when the next attempt may be made. */
const healthSchema = z.object({
  generation: z.int(),
  permanence: z.enum(["permanent", "transient", "ambiguous"]),
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
  id_token_verified: z.boolean(),
  access_token: sealed,
  refresh_token: sealed,
  id_token: sealed,
  api_key: sealed,
  proxy_url: sealed,
  /** Null when the access token names no believable end. */
  expires_at: time.nullable(),
  scope: z.string(),
  routing_override: z.string().nullable().default(null),
  /** https origin named by accounts/check for a residency workspace. */
  backend_origin: z.string().nullable().default(null),
  prompt_style: z.enum(["instructions", "developer"]).nullable().default(null),
  background_consent: z.boolean().default(false),
  created_at: time,
  updated_at: time,
  /** When the present tokens arrived by a refresh; null since a sign-in. */
  last_refresh_at: time.nullable().default(null),
  last_error: failureSchema.nullable().default(null),
  health: healthSchema.nullable().default(null),
  /** Moves only when the tokens do. */
  generation: z.int().positive(),
});
export type AccountRecord = z.infer<typeof accountRecordSchema>;

export const pendingRecordSchema = z.object({
  attempt_id: z.string(),
  state: z.string(),
  code_verifier: sealed,
  /** Route codex sends none. */
  nonce: z.string().nullable().default(null),
  redirect_uri: z.string(),
  return_origin: z.string(),
  route: accountRouteSchema,
  method: z.enum(["browser"]),
  /** The account to sign in again. */
  account: z.string().nullable(),
  name: z.string().nullable(),
  status: z.enum(["waiting", "exchanging", "done", "failed"]),
  /** The outcome of a `done` sign-in. */
  account_id: z.string().nullable().default(null),
  error: z
    .object({ code: z.enum(errorCodes), message: z.string(), action: z.enum(errorActions).optional() })
    .nullable()
    .default(null),
  created_at: time,
  expires_at: time,
});
export type PendingRecord = z.infer<typeof pendingRecordSchema>;

export const authDocumentSchema = z.object({
  version: z.literal(1),
  default_account_id: z.string().nullable(),
  accounts: z.array(accountRecordSchema),
  pending: z.array(pendingRecordSchema),
  registrations: z.array(z.record(z.string(), z.unknown())),
});
export type AuthDocument = z.infer<typeof authDocumentSchema>;

export function emptyAuthDocument(): AuthDocument {
  return { version: 1, default_account_id: null, accounts: [], pending: [], registrations: [] };
}
