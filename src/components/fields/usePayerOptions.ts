import { CircleUserRound, KeyRound, Server } from "lucide-react";
import { accountState, planName } from "@/components/accounts";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useGoogleStatus } from "@/components/hooks/useGoogleStatus";
import { useKeys } from "@/components/hooks/useKeys";
import { useServers } from "@/components/hooks/useServers";
import { nodes as nodeWords } from "@/components/messages/nodes";
import { serverDetail } from "@/components/setup/serverDetail";
import type { SelectOption } from "@/components/ui/Select";
import type { Fallback } from "@/types/llm";
import type { AccountRoute, AccountView, GoogleAccountView } from "@/types/providers";
import { keyProviderIds, providerNames } from "@/types/providerTable";
import type { ServerView } from "@/types/servers";

export interface PayerOption extends SelectOption<string> {
  payer: Pick<Fallback, "provider" | "account">;
  /** Of an account. */
  route?: AccountRoute;
}

export type ChangeFallback = (payer: Fallback) => void;

/** Names the option of a payer. */
export function optionOf({ provider, account }: Fallback): string {
  return account === undefined ? provider : `${provider}/${account}`;
}

/** Every account and key that is there; those that cannot be used now say why and cannot be chosen. */
export function usePayerOptions(): PayerOption[] {
  const { status } = useAuthStatus();
  const { keys = [] } = useKeys();
  const google = useGoogleStatus();
  const { servers } = useServers();
  return [
    ...(status?.accounts ?? []).map(toOption),
    ...(google?.configured ? google.accounts : []).map(toGoogleOption),
    ...keyProviderIds.flatMap((provider): PayerOption[] => {
      const key = keys.find((candidate) => candidate.provider === provider);
      if (key === undefined || key.source === null) return [];
      const detail = nodeWords.apiKey(key.lastFour);
      return [{ value: provider, label: providerNames[provider], detail, icon: KeyRound, payer: { provider } }];
    }),
    ...(servers ?? []).map(toServerOption),
  ];
}

function toOption(account: AccountView): PayerOption {
  const { id, name, plan, route, status, planUse } = account;
  const isUsable = (status === "active" || status === "created" || status === "limited") && planUse !== false;
  const words = [providerNames["openai-auth"], planName(plan)].filter(Boolean).join(" ");
  return {
    value: `openai-auth/${id}`,
    label: name,
    detail: status === "active" && isUsable ? words : unusableWords(account),
    icon: CircleUserRound,
    disabled: !isUsable,
    payer: { provider: "openai-auth", account: id },
    route,
  };
}

function toGoogleOption({ id, name, email, status }: GoogleAccountView): PayerOption {
  return {
    value: `google/${id}`,
    label: name,
    detail: status === "active" ? (email ?? providerNames.google) : accountState({ status }).label,
    icon: CircleUserRound,
    disabled: status !== "active",
    payer: { provider: "google", account: id },
  };
}

function toServerOption(server: ServerView): PayerOption {
  const { id, name } = server;
  const payer = { provider: "compatible", account: id } as const;
  return { value: `compatible/${id}`, label: name, detail: serverDetail(server), icon: Server, payer };
}

function unusableWords(account: AccountView): string {
  return account.planUse === false ? nodeWords.llm.planUseOff : accountState(account).label;
}
