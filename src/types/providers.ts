import { z } from "zod";
import { accountUsageSchema, callQueueSchema } from "./limits";
import { keyProviderIds, providerIds, providerTable } from "./providerTable";
import { sharingSchema } from "./sharing";

export const providerIdSchema = z.enum(providerIds);
export const keyProviderIdSchema = z.enum(keyProviderIds);

export const accountRouteSchema = z.enum(["codex", "siwc"]);
export type AccountRoute = z.infer<typeof accountRouteSchema>;

export const accountModeSchema = z.enum(["chatgpt", "api_key"]);
export type AccountMode = z.infer<typeof accountModeSchema>;

export const accountStatusSchema = z.enum(["created", "active", "limited", "needs_login", "error", "disabled"]);
export type AccountStatus = z.infer<typeof accountStatusSchema>;

/** Who is billed for a call; stands on every result. */
export const payerSchema = z.object({
  kind: z.enum(["account", "key"]),
  id: z.string(),
  provider: providerIdSchema,
  name: z.string(),
  mode: accountModeSchema.optional(),
});
export type Payer = z.infer<typeof payerSchema>;

/** What a call names to be paid by this payer: an account or a server; keys are one to a provider. */
export function accountOf({ kind, id, provider }: Payer): string | undefined {
  return kind === "account" || providerTable[provider].paidBy === "server" ? id : undefined;
}

/** How an account has fared lately, in this process. */
export const accountHealthSchema = z.object({
  level: z.enum(["good", "fair", "poor", "unknown"]),
  /** 0 to 100: the share of recent calls, renewals and checks that worked; absent when there were none. */
  score: z.int().optional(),
  /** One sentence. */
  reason: z.string(),
});
export type AccountHealth = z.infer<typeof accountHealthSchema>;

/** One account as the browser may see it: no token, a masked e-mail. */
export const accountViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  route: accountRouteSchema,
  mode: accountModeSchema,
  status: accountStatusSchema,
  /** For example `a••@example.com`. */
  email: z.string().optional(),
  plan: z.string().optional(),
  /** ISO 8601: when the present access token ends; it is renewed before. */
  expiresAt: z.string().optional(),
  lastRefreshAt: z.string().optional(),
  lastError: z.object({ code: z.string(), message: z.string(), at: z.string() }).optional(),
  limitedUntil: z.string().optional(),
  /** As far as it is known without asking the upstream. */
  usage: accountUsageSchema.optional(),
  queue: callQueueSchema.optional(),
  /** False when the issuer's keys could not be fetched or did not name the token's key. */
  idTokenVerified: z.boolean(),
  /** What the sign-in did not give, in words; empty when nothing is missing. */
  missing: z.array(z.string()),
  /** The ways of paying that can be chosen; who pays is `mode`. */
  modes: z.array(accountModeSchema).optional(),
  /** Why the plan pays though an API key was asked for. */
  modeReason: z.string().optional(),
  /** Its requests go through a proxy of its own, whose address stays on the server. */
  hasProxy: z.boolean().optional(),
  health: accountHealthSchema.optional(),
  /** Route siwc: whether the person lets Patchbay use the plan; without it the account is an identity only. */
  planUse: z.boolean().optional(),
  /** Route siwc: whether runs may go on while nobody watches. */
  backgroundConsent: z.boolean().optional(),
  /** Route siwc: where the person sees and limits what Patchbay uses. */
  manageUsageUrl: z.string().optional(),
});
export type AccountView = z.infer<typeof accountViewSchema>;

/** A sign-in that waits for the person, or ended without an account. */
export const pendingSignInViewSchema = z.object({
  state: z.string(),
  /** Ways with the same attempt lead to one account. */
  attempt: z.string().optional(),
  method: z.enum(["browser", "device"]).optional(),
  /** Of a device: what to type, and where. */
  userCode: z.string().optional(),
  verificationUrl: z.string().optional(),
  route: accountRouteSchema,
  account: z.string().optional(),
  status: z.enum(["waiting", "exchanging", "done", "failed"]),
  accountId: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string(), action: z.string().optional() }).optional(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type PendingSignInView = z.infer<typeof pendingSignInViewSchema>;

export const authStatusSchema = z.object({
  connected: z.boolean(),
  /** False when the account file or its key cannot be used; `problem` says why. */
  configured: z.boolean(),
  problem: z.string().optional(),
  accounts: z.array(accountViewSchema),
  defaultAccountId: z.string().nullable(),
  /** Accounts that were disconnected: their names, for nodes that still name them. */
  formerAccounts: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  pending: z.array(pendingSignInViewSchema),
});
export type AuthStatus = z.infer<typeof authStatusSchema>;

/** A Google account, in the shape of the others; what is ChatGPT's alone is left out. */
export const googleAccountViewSchema = accountViewSchema
  .omit({ mode: true, modes: true, modeReason: true, planUse: true, backgroundConsent: true, manageUsageUrl: true })
  .extend({ route: z.literal("google") });
export type GoogleAccountView = z.infer<typeof googleAccountViewSchema>;

export const googleAuthStatusSchema = authStatusSchema.extend({
  /** Also false while there is no client id and secret to sign in with. */
  configured: z.boolean(),
  accounts: z.array(googleAccountViewSchema),
  pending: z.array(pendingSignInViewSchema.extend({ route: z.literal("google") })),
});
export type GoogleAuthStatus = z.infer<typeof googleAuthStatusSchema>;

/** Which providers have a key, where it comes from, and its last characters. */
export const keyViewSchema = z.object({
  provider: keyProviderIdSchema,
  source: z.enum(["env", "stored"]).nullable(),
  /** At most four characters. */
  lastFour: z.string().optional(),
  /** Where calls with a stored key go, when that is not the provider's usual address. */
  baseUrl: z.string().optional(),
  /** Why a stored key is not used, in words. */
  problem: z.string().optional(),
  /** Where people have names, if somebody has said how it is shared. */
  sharing: sharingSchema.optional(),
});
export type KeyView = z.infer<typeof keyViewSchema>;

/** What one model can do on one account or key; the node's form follows it. */
export const modelSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  /** Tokens. */
  contextWindow: z.number().optional(),
  input: z.array(z.enum(["text", "image"])),
  reasoningEfforts: z.array(z.string()).optional(),
  defaultReasoningEffort: z.string().optional(),
  verbosity: z.array(z.string()).optional(),
  serviceTiers: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  supports: z.object({
    temperature: z.boolean(),
    maxTokens: z.boolean(),
    jsonSchema: z.boolean(),
    webSearch: z.boolean(),
    images: z.boolean(),
    /** Function tools. */
    tools: z.boolean(),
    /** PDF as files; without it their text is sent. */
    files: z.boolean(),
    reasoningSummary: z.boolean(),
  }),
  /** Why a setting cannot be used with this model here, in a sentence; a setting that can stands not in it. */
  reasons: z
    .partialRecord(
      z.enum([
        "temperature",
        "maxTokens",
        "jsonSchema",
        "webSearch",
        "images",
        "tools",
        "files",
        "reasoningSummary",
        "reasoningEffort",
        "verbosity",
        "serviceTier",
      ]),
      z.string(),
    )
    .optional(),
  hiddenReason: z.string().optional(),
});
export type Model = z.infer<typeof modelSchema>;

/** What makes pictures, and which values its settings may have; a setting without values cannot be set. */
export const imageModelSchema = z.object({
  id: z.string(),
  name: z.string(),
  sizes: z.array(z.string()),
  qualities: z.array(z.string()),
  backgrounds: z.array(z.string()),
  /** Pictures of one call. */
  maxImages: z.int(),
  /** Pictures to edit or go by, of one call; 0: it takes none. */
  maxInputs: z.int(),
  /** Takes a mask beside the first picture. */
  mask: z.boolean(),
});
export type ImageModel = z.infer<typeof imageModelSchema>;

export const modelListSchema = z.object({
  provider: providerIdSchema,
  account: z.string().optional(),
  /** `bundled` is a list that ships with Patchbay, shown when the upstream's own cannot be had. */
  source: z.enum(["live", "cache", "bundled"]),
  /** Why the upstream's own list could not be fetched last. */
  problem: z.string().optional(),
  fetchedAt: z.string(),
  models: z.array(modelSchema),
  /** The first is the standard. Empty with a reason where no pictures can be made here. */
  imageModels: z.array(imageModelSchema).optional(),
  imageReason: z.string().optional(),
});
export type ModelList = z.infer<typeof modelListSchema>;
