import { z } from "zod";
import { AUTH_CLAIM, decodeClaims, type IdTokenClaims, readIdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import type { Config } from "@/lib/config";
import { AppError } from "@/types/errors";
import { cleanSecret, isHeaderText, secretFault } from "@/types/secretText";
import { nameFile } from "./otherFiles";
import { storeSignedIn } from "./signedInAccount";
import type { SignInContext } from "./signIn";
import type { SignedIn } from "./signInFlow";

/** Tokens have no white space: one that an editor or a terminal broke over lines is put together. */
const token = z.preprocess(
  (value) => (typeof value === "string" ? cleanSecret(value).replace(/\s+/g, "") || undefined : value),
  z.string(),
);
/** Programs write an empty text where they have none. */
const optionalToken = token.nullish().catch(undefined);

/** Only what is read. Older versions know neither `auth_mode` nor `oauth_provenance`. */
const tokensSchema = z.object({
  access_token: token,
  refresh_token: optionalToken,
  id_token: optionalToken,
  account_id: optionalToken,
  oauth_provenance: z
    .object({ issuer: z.string().nullish(), client_id: z.string().nullish() })
    .nullish()
    .catch(undefined),
});

const codexFileSchema = z.object({
  OPENAI_API_KEY: optionalToken,
  tokens: tokensSchema.nullish().catch(undefined),
});

export const SHARED_LOGIN_WARNING =
  "This account now shares one login with the Codex CLI. Whichever of the two renews it first logs the other out. To keep both, connect this account here with a sign-in of its own.";

/**
 * Reads the sign-in out of a Codex `auth.json`, or out of its bare `tokens`. Nothing is asked of the issuer.
 * @throws AppError `invalid_request` when there is no sign-in in it, or none that could be used
 */
export function readCodexFile(
  content: unknown,
  settings: Pick<Config["openaiAuth"], "issuer" | "clientId">,
): SignedIn & { tokens: { accessToken: string } } {
  const tokens = findTokens(content);
  refuseSpoilt(tokens);
  const { issuer, client_id } = tokens.oauth_provenance ?? {};
  if ((client_id && client_id !== settings.clientId) || (issuer && issuer !== settings.issuer)) {
    throw unreadable("its tokens belong to another program or issuer, so they could not be renewed");
  }
  const claims = readClaims(tokens);
  if (claims === undefined) throw refusal(content, "its tokens cannot be read");
  const accountId = claims.accountId ?? tokens.account_id ?? null;
  if (accountId !== null && !isHeaderText(accountId)) throw unreadable("its workspace id cannot be sent");
  return {
    tokens: {
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
      idToken: tokens.id_token ?? null,
    },
    claims: { ...claims, accountId },
    // Not judged: it may be long expired, and came from no issuer just now.
    isVerified: false,
    routing: undefined,
    workspaceKey: undefined,
    isImported: true,
  };
}

function findTokens(content: unknown): z.infer<typeof tokensSchema> {
  const file = codexFileSchema.safeParse(content);
  const bare = tokensSchema.safeParse(content);
  const tokens = (file.success ? file.data.tokens : undefined) ?? (bare.success ? bare.data : undefined);
  if (tokens) return tokens;
  throw file.data?.OPENAI_API_KEY && nameFile(content) === undefined
    ? keyOnly()
    : refusal(content, "it holds no access token");
}

/** @throws AppError `invalid_request` for a token that no header takes: it was copied by hand, and not whole */
function refuseSpoilt({ access_token, refresh_token, id_token }: z.infer<typeof tokensSchema>): void {
  for (const [name, text] of Object.entries({ access: access_token, refresh: refresh_token, id: id_token })) {
    const fault = text ? secretFault(text) : undefined;
    if (fault !== undefined) throw unreadable(`its ${name} token ${fault}`);
  }
}

/** The id token says most; where there is none, the access token carries the same claims about the account. */
function readClaims(tokens: z.infer<typeof tokensSchema>): IdTokenClaims | undefined {
  const access = decodeClaims(tokens.access_token);
  if (access === undefined) return undefined;
  if (tokens.id_token) return readIdTokenClaims(tokens.id_token);
  return AUTH_CLAIM in access ? readIdTokenClaims(tokens.access_token) : undefined;
}

function keyOnly(): AppError {
  return new AppError(
    "invalid_request",
    "This file holds an API key and no sign-in. Enter the key under Project setup, Providers instead.",
    { action: "add_key" },
  );
}

/** What is known to be something else is called by its name, and no way is told that cannot help. */
function refusal(content: unknown, reason: string): AppError {
  const name = nameFile(content);
  if (name === undefined) return unreadable(reason);
  const message = `This file ${name}. Patchbay cannot use it as a sign-in, and nothing was stored. Connect ChatGPT here instead.`;
  return new AppError("invalid_request", message, { action: "connect" });
}

function unreadable(reason: string): AppError {
  return new AppError(
    "invalid_request",
    `This is not a Codex auth.json that can be used: ${reason}. Nothing was stored. Run “codex login” and take the file again, or connect ChatGPT here.`,
    { action: "connect" },
  );
}

/** Keeps the sign-in of a Codex `auth.json`, over the row of the same identity if there is one. @returns the account's id */
export async function storeImport(
  { store, box, settings, routingOf, now }: SignInContext,
  content: unknown,
): Promise<string> {
  const signedIn = readCodexFile(content, settings);
  const { accountId } = signedIn.claims;
  const { accessToken } = signedIn.tokens;
  const routing = accountId === null ? undefined : await routingOf(accessToken, accountId);
  return store.update((document) =>
    storeSignedIn(
      document,
      { route: "codex", account: null, name: null },
      { ...signedIn, routing },
      { settings, box, nowMs: now() },
    ),
  );
}
