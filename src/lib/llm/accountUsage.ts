import type { Limits } from "@/lib/limits/limits";
import type { CredentialSource } from "@/types/credential";
import type { AccountUsage } from "@/types/limits";
import type { ProviderId } from "@/types/providerTable";
import type { CredentialsFor } from "./catalogue";
import type { Provider } from "./provider";

export interface AccountUsageDeps {
  providers: Record<ProviderId, Provider>;
  credentialsFor: CredentialsFor;
  limits: Limits;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds for which a poll is good. Default 60 s. */
  ttlMs?: number;
  /** The same while the account is limited, so that "try now" is a look and not a memory. Default 250 ms. */
  limitedTtlMs?: number;
  /** Milliseconds a poll may take. Default 10 s. */
  timeoutMs?: number;
}

/** The use of an account's plan, asked of the upstream at most once a minute. */
export interface AccountUsageReader {
  /**
   * A poll that finds the plan usable takes back a limit that was noted.
   * @throws AppError `auth_required`, `reauth_required`, and upstream codes while nothing is known yet
   */
  read(accountId: string): Promise<AccountUsage>;
}

export function createAccountUsage({
  providers,
  credentialsFor,
  limits,
  now,
  ttlMs = 60_000,
  limitedTtlMs = 250,
  timeoutMs = 10_000,
}: AccountUsageDeps): AccountUsageReader {
  const polledAtMs = new Map<string, number>();
  const inFlight = new Map<string, Promise<void>>();

  const isLimited = ({ limitedUntil }: CredentialSource) =>
    limitedUntil !== undefined && Date.parse(limitedUntil) > now();

  async function poll(credentials: CredentialSource): Promise<void> {
    const { payer, route } = credentials;
    // Only a plan that is used through the Codex client's own route has a report.
    if (payer.mode === "api_key" || route === "siwc") return;
    const report = await providers[payer.provider].readUsage?.(credentials, AbortSignal.timeout(timeoutMs));
    if (report === undefined) return;
    limits.observe(payer.id, report);
    polledAtMs.set(payer.id, now());
    const says = report.allowed ?? report.windows.length > 0;
    if (says && limits.usageOf(payer.id).usableNow) await limits.accepted(credentials);
  }

  function pollOnce(credentials: CredentialSource): Promise<void> {
    const { id } = credentials.payer;
    const age = now() - (polledAtMs.get(id) ?? Number.NEGATIVE_INFINITY);
    if (age < (isLimited(credentials) ? limitedTtlMs : ttlMs)) return Promise.resolve();
    const polling = inFlight.get(id) ?? poll(credentials).finally(() => inFlight.delete(id));
    inFlight.set(id, polling);
    return polling;
  }

  return {
    async read(accountId) {
      const credentials = await credentialsFor("openai-auth", accountId);
      const isKnown = limits.usageOf(accountId).observedAt !== undefined;
      await pollOnce(credentials).catch((error: unknown) => {
        // An older answer, with its age, says more than the failure of asking again.
        if (!isKnown) throw error;
      });
      const { limitedUntil } = await credentialsFor("openai-auth", accountId);
      return limits.usageOf(accountId, limitedUntil);
    },
  };
}
