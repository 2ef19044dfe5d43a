import { planName } from "@/components/accounts";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { nodes as words } from "@/components/messages/nodes";
import type { Payer } from "@/types/providers";

/** Who pays, in few words: "Plus plan", "Google key". */
export function usePayerName(payer: Payer | undefined): string | undefined {
  const { status } = useAuthStatus();
  if (payer === undefined) return undefined;
  if (payer.kind === "key") return words.key[payer.provider] ?? payer.name;
  if (payer.mode === "api_key") return words.planKey(payer.name);
  const plan = planName(status?.accounts.find((account) => account.id === payer.id)?.plan);
  return plan === undefined ? payer.name : words.plan(plan);
}
