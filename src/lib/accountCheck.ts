import type { Auth } from "@/lib/auth/auth";
import type { Provider } from "@/lib/llm/provider";
import { type AppError, isAppError } from "@/types/errors";
import type { AccountView } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";

/**
 * Tries an account with one cheap call, and renews it if need be. What the call met stands in the account: `lastError`,
 * `status` and `health`.
 * @throws AppError `not_found`
 */
export type CheckAccount = (id: string) => Promise<AccountView>;

const TIMEOUT_MS = 10_000;

export function createAccountCheck({
  auth,
  providers,
}: {
  auth: Pick<Auth, "account" | "credentials" | "noteCheck">;
  providers: Record<ProviderId, Provider>;
}): CheckAccount {
  async function failureOf(id: string): Promise<AppError | undefined> {
    try {
      const credentials = await auth.credentials("openai-auth", id);
      await providers["openai-auth"].listModels(credentials, AbortSignal.timeout(TIMEOUT_MS));
      return undefined;
    } catch (error) {
      if (isAppError(error)) return error;
      throw error;
    }
  }

  return async (id) => {
    await auth.account(id);
    await auth.noteCheck(id, await failureOf(id));
    return auth.account(id);
  };
}
