import type { AccessKey } from "@/lib/access/accessKeys";
import type { Services } from "@/lib/services";
import type { AccountStatus } from "@/types/providers";
import { type ProviderId, takesKey } from "@/types/providerTable";

/** Who may pay for calls that come through `/v1`. */
export interface ModelPayer {
  provider: ProviderId;
  /** What names it in a call: an account or a server. The key of a provider has none. */
  account?: string;
  name: string;
  /** It pays where a call names the provider alone. */
  isStandard: boolean;
  /** Else a person has to sign in again, or to switch it on. */
  canPay: boolean;
}

type Auth = Pick<Services["auth"], "status" | "google" | "keys" | "servers">;

/**
 * All that this access key may spend, or what of it is one provider's, in the order of the screen. Plans that are
 * shared with Patchbay by OpenAI's plan sharing (route siwc) are not among them: their terms allow them for this
 * program alone (docs/policy.md). @throws AppError `storage_failed`
 */
export async function modelPayersOf(
  auth: Auth,
  { accounts }: Pick<AccessKey, "accounts">,
  only?: ProviderId,
): Promise<ModelPayer[]> {
  const isAllowed = ({ id }: { id: string }) => accounts === undefined || accounts.includes(id);
  const isAsked = (provider: ProviderId) => only === undefined || only === provider;
  const needsKeys = only === undefined || takesKey(only);
  // Each of them is read from where it is kept, with every call.
  const [openai, google, keys, servers] = await Promise.all([
    isAsked("openai-auth") ? auth.status() : undefined,
    isAsked("google") ? auth.google.status() : undefined,
    needsKeys ? auth.keys.list() : [],
    isAsked("compatible") ? auth.servers.list() : [],
  ]);
  const keyPayers: ModelPayer[] = keys
    .filter(({ provider, source }) => isAsked(provider) && source !== null && isAllowed({ id: provider }))
    .map(({ provider, problem }) => ({
      ...{ provider, name: provider, isStandard: true },
      canPay: problem === undefined,
    }));
  const plans = openai?.accounts.filter((one) => one.route !== "siwc" && isAllowed(one)) ?? [];
  const googles = google?.accounts.filter(isAllowed) ?? [];
  // It pays before Google's accounts do.
  const hasGoogleKey = keyPayers.some(({ provider }) => provider === "google");
  const usable = servers.filter(isAllowed);
  return [
    ...toAccountPayers("openai-auth", plans, openai?.defaultAccountId ?? null),
    ...keyPayers,
    ...toAccountPayers("google", googles, google?.defaultAccountId ?? null, hasGoogleKey),
    ...usable.map(
      ({ id, name, problem }): ModelPayer => ({
        ...{ provider: "compatible", account: id, name },
        isStandard: usable.length === 1,
        canPay: problem === undefined,
      }),
    ),
  ];
}

const paying: ReadonlySet<AccountStatus> = new Set(["created", "active", "limited", "error"]);

/** Where the default one may not pay, the first that can is the standard (lib/paymentTerms.ts). */
function toAccountPayers(
  provider: ProviderId,
  accounts: readonly { id: string; name: string; status: AccountStatus }[],
  defaultId: string | null,
  hasKey = false,
): ModelPayer[] {
  const canPay = ({ status }: { status: AccountStatus }) => paying.has(status);
  const standard = accounts.find(({ id }) => id === defaultId) ?? accounts.find(canPay);
  return accounts.map((one) => ({
    ...{ provider, account: one.id, name: one.name },
    isStandard: !hasKey && one === standard,
    canPay: canPay(one),
  }));
}
