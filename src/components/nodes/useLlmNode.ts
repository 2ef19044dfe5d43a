import { useMemo } from "react";
import type { z } from "zod";
import { defaultAccount, planName } from "@/components/accounts";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useKeys } from "@/components/hooks/useKeys";
import { useModels } from "@/components/hooks/useModels";
import { useRunnable } from "@/components/hooks/useRunnable";
import { chosenServer } from "@/components/hooks/useServers";
import { nodeKinds } from "@/lib/nodes/nodeKinds";
import type { AccountView, Model, ModelList } from "@/types/providers";
import { providerTable } from "@/types/providerTable";
import type { ServerView } from "@/types/servers";
import type { WorkflowNode } from "@/types/workflow";
import type { Connection } from "./connection";

export type LlmData = z.infer<typeof nodeKinds.llmGenerate.schema>;

/** The settings of an LLM node; undefined when a file from elsewhere holds something that does not fit. */
export function parseLlmData(data: WorkflowNode["data"]): LlmData | undefined {
  return nodeKinds.llmGenerate.schema.safeParse(data).data;
}

export interface LlmNodeView {
  data: LlmData;
  connection: Connection;
  /** The account that pays, the default one when the node names none; undefined for keys. */
  account: AccountView | undefined;
  /** The node names another person's account; `account` is the one that pays instead. */
  isOthers: boolean;
  /** Of an account that the node names and that was disconnected. */
  formerName: string | undefined;
  /** "Plus", or what is known of the key. */
  plan: string | undefined;
  lastFour: string | undefined;
  /** The server of the person's own that is asked. */
  server: ServerView | undefined;
  list: ModelList | undefined;
  /** What can be chosen from. */
  models: readonly { id: string; name: string }[];
  /** The chosen model in the live list; undefined when none is chosen or it is not listed. */
  model: Model | undefined;
  /** The list is there and does not have the chosen model. */
  isModelGone: boolean;
  isListLoading: boolean;
  listError: unknown;
  refreshList: () => Promise<unknown>;
}

/** Everything that the forms of an LLM node show: who pays, whether they can, and what the model can do. */
export function useLlmNode(data: LlmData): LlmNodeView {
  const { status } = useAuthStatus();
  const { keys } = useKeys();
  const runnable = useRunnable();
  const isReady = runnable.canRun(data.provider, namesPayer(data.provider) ? data.account : undefined);
  const isOthers = runnable.isOthers(data.provider, data.account);
  const named = isOthers ? undefined : data.account;
  const { list, error, isLoading, refresh } = useModels(isReady ? data.provider : undefined, named);
  return useMemo(() => {
    const payer = { ...data, account: named };
    const account = accountOf(payer, status?.accounts ?? [], status?.defaultAccountId ?? null);
    const model = list?.models.find((candidate) => candidate.id === data.model);
    return {
      data,
      account,
      isOthers,
      connection: connectionOf(payer, isReady, runnable.isKnown, account),
      formerName: status?.formerAccounts?.findLast(({ id }) => id === data.account)?.name,
      plan: planName(account?.plan),
      server: data.provider === "compatible" ? chosenServer(runnable.servers, data.account) : undefined,
      lastFour: keys?.find((key) => key.provider === data.provider)?.lastFour,
      list,
      models: list?.models.filter(({ hiddenReason }) => hiddenReason === undefined) ?? [],
      model,
      isModelGone: list !== undefined && data.model !== "" && (model === undefined || model.hiddenReason !== undefined),
      isListLoading: isLoading,
      listError: error,
      refreshList: refresh,
    };
  }, [data, named, isOthers, status, keys, runnable, isReady, list, error, isLoading, refresh]);
}

/** A Google account pays beside a key, and whether it can is not known here. */
function namesPayer(provider: LlmData["provider"]): boolean {
  return providerTable[provider].paidBy !== "key";
}

function accountOf(data: LlmData, accounts: AccountView[], defaultId: string | null): AccountView | undefined {
  if (data.provider !== "openai-auth") return undefined;
  if (data.account !== undefined) return accounts.find((account) => account.id === data.account);
  return defaultAccount(accounts, defaultId);
}

function connectionOf(data: LlmData, isReady: boolean, isKnown: boolean, account: AccountView | undefined): Connection {
  if (isReady) return "ready";
  if (!isKnown) return "unknown";
  if (data.provider === "compatible") return "no-server";
  if (data.provider !== "openai-auth") return "no-key";
  if (account === undefined && data.account !== undefined) return "account-gone";
  if (account?.status === "needs_login" || account?.status === "error") return "needs-login";
  if (account?.status === "disabled") return "switched-off";
  return account?.planUse === false ? "plan-use-off" : "not-connected";
}

/** The id of who pays, as the server names it: an account, a server, or the key of a provider. */
export function payerIdOf({ account, server, data }: LlmNodeView): string {
  return account?.id ?? server?.id ?? data.provider;
}
