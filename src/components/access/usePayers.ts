import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useGoogleStatus } from "@/components/hooks/useGoogleStatus";
import { useKeys } from "@/components/hooks/useKeys";
import { useServers } from "@/components/hooks/useServers";
import { setup } from "@/components/messages/setup";
import { providerNames } from "@/types/providerTable";

/** Something that could pay for calls, by its id as a payer. */
export interface PossiblePayer {
  id: string;
  name: string;
  /** Beside the name: what kind it is. */
  kind: string;
  /** An account of plan sharing, which serves the person alone. */
  isSharedPlan?: boolean;
}

/** Accounts, keys and servers that are there; undefined until all of them are known. */
export function usePayers(): PossiblePayer[] | undefined {
  const { status } = useAuthStatus();
  const google = useGoogleStatus();
  const { keys } = useKeys();
  const { servers } = useServers();
  if (status === undefined || keys === undefined || servers === undefined) return undefined;
  return [
    ...status.accounts.map(({ id, name, route }) => ({
      ...{ id, name, kind: setup.chatgpt.title },
      isSharedPlan: route === "siwc",
    })),
    ...(google?.accounts ?? []).map(({ id, name }) => ({ id, name, kind: setup.google.title })),
    ...keys
      .filter(({ source }) => source !== null)
      .map(({ provider }) => ({ id: provider, name: providerNames[provider], kind: setup.keys.title })),
    ...servers.map(({ id, name }) => ({ id, name, kind: setup.servers.title })),
  ];
}
