import { planName } from "@/components/accounts";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useServers } from "@/components/hooks/useServers";
import { nodes as words } from "@/components/messages/nodes";
import type { Payer } from "@/types/providers";
import { providerTable } from "@/types/providerTable";

/** Who pays, in few words: "Plus plan", "Google Gemini key"; the account's name where several have such a plan. */
export function usePayerName(payer: Payer | undefined): string | undefined {
  const { status } = useAuthStatus();
  const { servers } = useServers();
  if (payer === undefined) return undefined;
  const { name, paidBy } = providerTable[payer.provider];
  if (payer.kind === "key" && paidBy === "key") return words.key(name);
  if (payer.kind === "key") return servers?.find(({ id }) => id === payer.id)?.name ?? payer.name;
  if (payer.mode === "api_key") return words.planKey(payer.name);
  const accounts = status?.accounts ?? [];
  const plan = planName(accounts.find(({ id }) => id === payer.id)?.plan);
  const isOnlyOne = accounts.filter((account) => planName(account.plan) === plan).length === 1;
  return plan !== undefined && isOnlyOne ? words.plan(plan) : payer.name;
}
