import { setTimeout } from "node:timers/promises";
import type { PatchAccount } from "@/types/accounts";
import type { CredentialSource } from "@/types/credential";
import type { AccountView, GoogleAccountView } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import { createOpenaiAccounts, type OpenaiAccounts } from "./accounts/openaiAccounts";
import { createGoogleAuth, type GoogleAuth } from "./flows/google/googleAuth";
import { createOpenaiParts, type OpenaiPartsOptions } from "./openaiParts";
import type { KeyStore } from "./store/keyStore";
import type { ServerStore } from "./store/serverStore";

/** Accounts and keys, as routes and commands use them. What is not said to be another's is about OpenAI's accounts. */
export interface Auth extends Omit<OpenaiAccounts, "edit" | "credentials"> {
  /** Changes what a person may set. @throws AppError `not_found`, `invalid_request`, `upstream_rejected`, … */
  edit(id: string, patch: PatchAccount): Promise<AccountView | GoogleAccountView>;
  /** The credential of one call, by default of the default account. @throws AppError `auth_required` */
  credentials(provider: ProviderId, accountId?: string): Promise<CredentialSource>;
  /** Google accounts, for Gemini. */
  google: GoogleAuth;
  keys: KeyStore;
  /** Servers of the person's own. */
  servers: ServerStore;
}

export interface AuthOptions
  extends Pick<OpenaiPartsOptions, "config" | "storage" | "box" | "egress">,
    Partial<Pick<OpenaiPartsOptions, "hasOthers" | "now" | "sleep" | "reportBug">> {
  /** In [0, 1). */
  random?: () => number;
}

/** Processes renew at slightly different times, so that they rarely meet at the lock. */
const MAX_JITTER_MS = 30_000;

export function createAuth({
  hasOthers = false,
  now = Date.now,
  random = Math.random,
  sleep = pause,
  reportBug = () => undefined,
  ...given
}: AuthOptions): Auth {
  const { storage, config, box, egress } = given;
  const shared = { ...given, hasOthers, now, sleep, reportBug, jitterMs: random() * MAX_JITTER_MS };
  const openai = createOpenaiAccounts(createOpenaiParts(shared));
  const { keys, servers, google: store, lockNamed } = storage;
  const google = createGoogleAuth({
    ...shared,
    settings: config.googleAuth,
    store,
    keys,
    lockNamed,
    box,
    fetch: egress.fetch,
  });

  return {
    ...openai,
    keys,
    servers,
    google,
    edit: async (id, patch) => (await google.edit(id, patch)) ?? openai.edit(id, patch),
    async renewDue() {
      const [ours, others] = await Promise.all([openai.renewDue(), google.renewDue()]);
      const failed = [...ours.failed, ...others.failed];
      return { due: ours.due + others.due, renewed: ours.renewed + others.renewed, failed };
    },
    async credentials(provider, accountId) {
      if (provider === "google") return google.credentials(accountId);
      if (provider === "compatible") return servers.credentials(accountId);
      return provider === "openai-auth" ? openai.credentials(accountId) : keys.credentials(provider);
    },
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false });
}
