import type { CredentialsFor } from "@/lib/llm/catalogue";
import type { CredentialSource } from "@/types/credential";
import { AppError, isAppError } from "@/types/errors";
import type { RunThrough } from "@/types/run";

/** What may pay for what comes through a door. */
export interface PaymentTerms {
  /** Accounts and keys, by their id as payers, that alone may pay. All if absent. */
  accounts?: readonly string[];
  /**
   * Accounts of plan sharing: `consented` where the person allowed that runs go on while nobody watches, `never` where
   * the door is open to other programs or other people (docs/policy.md).
   */
  planSharing: "allowed" | "consented" | "never";
}

const planSharingOf: Record<RunThrough["kind"], PaymentTerms["planSharing"]> = {
  key: "consented",
  v1: "never",
  mcp: "consented",
  hook: "consented",
  schedule: "consented",
  spare: "consented",
  link: "never",
};

/** Undefined for a person at the screen or the terminal, who may use all that is theirs. */
export function termsOf(through: RunThrough): PaymentTerms;
export function termsOf(through: RunThrough | undefined): PaymentTerms | undefined;
export function termsOf(through: RunThrough | undefined): PaymentTerms | undefined {
  return through && { accounts: through.accounts, planSharing: through.planSharing ?? planSharingOf[through.kind] };
}

export interface TermsParts {
  credentialsFor: CredentialsFor;
  /** Ids of accounts at OpenAI, in the order of the screen. */
  accountIds(): Promise<string[]>;
  /** @throws AppError `plan_use_off` */
  requireConsent(account: string): Promise<void>;
}

/**
 * Credentials within terms. Where no account is named and the default one may not pay, the first one that may is taken.
 * They throw `plan_use_off` and `not_allowed` beside what `credentialsFor` throws.
 */
export function createCredentialsWithin(terms: PaymentTerms, parts: TermsParts): CredentialsFor {
  const { credentialsFor, accountIds } = parts;
  const find: CredentialsFor = async (...asked) => {
    const source = await credentialsFor(...asked);
    await requireWithin(terms, source, parts);
    return source;
  };
  return async (provider, account, signal) => {
    if (provider !== "openai-auth" || account !== undefined) return find(provider, account, signal);
    try {
      return await find(provider, undefined, signal);
    } catch (refusal) {
      if (!isOutsideTerms(refusal)) throw refusal;
      return (await firstWithin(await accountIds(), (id) => find(provider, id, signal))) ?? Promise.reject(refusal);
    }
  };
}

async function firstWithin(
  ids: readonly string[],
  find: (id: string) => Promise<CredentialSource>,
): Promise<CredentialSource | undefined> {
  for (const id of ids) {
    const source = await find(id).catch((error: unknown) => {
      // It needs its person, or is outside too: the next one may do.
      if (isAppError(error) && error.code !== "storage_failed") return undefined;
      throw error;
    });
    if (source !== undefined) return source;
  }
  return undefined;
}

async function requireWithin(
  { accounts, planSharing }: PaymentTerms,
  { payer, route }: CredentialSource,
  { requireConsent }: TermsParts,
): Promise<void> {
  if (accounts !== undefined && !accounts.includes(payer.id)) {
    const message = `“${payer.name}” may not pay here: the access key names who may. Choose another account, or make a key that may spend it.`;
    throw new AppError("not_allowed", message, { account: payer.id, reason: OUTSIDE });
  }
  if (route !== "siwc" || planSharing === "allowed") return;
  if (planSharing === "consented") return requireConsent(payer.id);
  const message = `“${payer.name}” shares a plan with Patchbay alone, so it pays for nothing that comes from other programs or people. Use another account or an API key.`;
  throw new AppError("plan_use_off", message, { account: payer.id, reason: OUTSIDE });
}

const OUTSIDE = "outside_terms";

function isOutsideTerms(error: unknown): boolean {
  return isAppError(error) && (error.facts.reason === OUTSIDE || error.facts.needs === "background_consent");
}
