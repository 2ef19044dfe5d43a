import { type AccountRecord, issuerNames, type StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import type { Credential, CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { AccessToken, AccessTokens } from "./accessToken";
import type { AccountHealthLog } from "./accountHealth";

export interface CredentialContext {
  tokens: AccessTokens;
  store: AuthStore;
  health: AccountHealthLog;
  /** The way out that the account wants. */
  fetch: typeof fetch;
  /** The API key of an account that is paid through one; null when it has none. */
  apiKey: string | null;
  /** Sent beside Google's access tokens: the project that is billed and whose quota counts. */
  project?: string;
}

/** The credential of one call on an account: its access token, or the API key of its ChatGPT workspace. */
export function createAccountCredentialSource(account: StoredAccount, context: CredentialContext): CredentialSource {
  const { store, health, fetch } = context;
  const update = (change: (row: StoredAccount) => void) =>
    store.update(({ accounts }) => {
      const row = accounts.find(({ id }) => id === account.id);
      if (row !== undefined) change(row);
    });
  return {
    ...identityOf(account),
    fetch,
    async settled(code) {
      health.note(account.id, code);
      // What works is active, whatever it was before; a call need not wait for the file.
      if (code !== undefined || (account.status !== "created" && account.status !== "error")) return;
      await update((row) => {
        if (row.status === account.status) Object.assign(row, { status: "active", last_error: null });
      }).catch(() => undefined);
    },
    ...(account.mode === "api_key"
      ? keyCredential(account, context.apiKey)
      : tokenCredential(account, context, (style) =>
          update((row) => {
            row.prompt_style = style;
          }),
        )),
  };
}

function identityOf(account: StoredAccount): Pick<CredentialSource, "payer" | "route" | "plan"> {
  const { id, name } = account;
  if (account.provider === "google") return { payer: { kind: "account", id, provider: "google", name } };
  const { route, mode, plan_type } = account;
  return { payer: { kind: "account", id, provider: "openai-auth", name, mode }, route, plan: plan_type ?? undefined };
}

type CredentialPart = Pick<CredentialSource, "get" | "refused" | "limitedUntil" | "rememberPromptStyle">;

/**
 * After a first 401 the stored token is read again, after a second it is renewed by force, after a third only a new
 * sign-in helps; no other status causes a refresh.
 */
function tokenCredential(
  account: StoredAccount,
  { tokens, project }: CredentialContext,
  rememberPromptStyle: CredentialPart["rememberPromptStyle"],
): CredentialPart {
  let generation = account.generation;
  let refusals = 0;
  return {
    limitedUntil: account.limited_until ?? undefined,
    rememberPromptStyle,
    async get() {
      const token = await tokens.get(account.id);
      generation = token.account.generation;
      return account.provider === "google"
        ? { bearer: token.value, isAccessToken: true, project }
        : toCredential(token);
    },
    async refused(status) {
      if (status !== 401) return false;
      if (refusals < 2) {
        if (refusals === 1) await tokens.recover(account.id, generation);
        // Where the store was away the same is asked again.
        refusals += 1;
        return true;
      }
      await tokens.reject(account.id, generation);
      throw new AppError(
        "reauth_required",
        `${issuerNames[account.provider]} refuses “${account.name}” even after its sign-in was renewed. Sign in again.`,
        { account: account.id, route: account.route },
      );
    },
  };
}

function toCredential({ value, account }: AccessToken): Credential {
  return {
    bearer: value,
    accountId: account.account_id ?? undefined,
    routingOverride: account.routing_override ?? undefined,
    backendOrigin: account.backend_origin ?? undefined,
    fedramp: account.fedramp,
    promptStyle: account.prompt_style ?? undefined,
  };
}

/** A key is never replaced by the plan: who pays does not change by itself. */
function keyCredential(
  { id, name, organization_id, project_id }: AccountRecord,
  apiKey: string | null,
): CredentialPart {
  const refusal = (what: string) =>
    new AppError(
      "reauth_required",
      `“${name}” is paid through an API key of its workspace, and ${what}. Sign in again for a new key, or let the plan pay (Project setup, Providers).`,
      { account: id },
    );
  return {
    async get() {
      if (apiKey === null) throw refusal("there is none any more");
      return { bearer: apiKey, organization: organization_id ?? undefined, project: project_id ?? undefined };
    },
    async refused(status) {
      if (status === 401) throw refusal("OpenAI refuses it");
      return false;
    },
  };
}
