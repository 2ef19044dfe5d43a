import { CircleUserRound, KeyRound } from "lucide-react";
import { planName } from "@/components/accounts";
import { useAuthStatus } from "@/components/hooks/useAuthStatus";
import { useKeys } from "@/components/hooks/useKeys";
import { inspector as words } from "@/components/messages/inspector";
import { nodes as nodeWords } from "@/components/messages/nodes";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Field } from "@/components/ui/Field";
import { Select, type SelectOption } from "@/components/ui/Select";
import { keyProviderIds, type ProviderId, providerIds, providerNames } from "@/types/providers";
import type { ChangeLlm } from "./LlmFields";

/** An account or a key: who serves the call and who pays for it. */
export function RunsOnField({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const { data, account } = view;
  const options = useRunsOnOptions(view);
  const value = data.provider === "openai-auth" ? `openai-auth/${data.account ?? account?.id ?? ""}` : data.provider;
  const choose = (next: string) => {
    const [provider, chosen] = parse(next);
    // A choice of model belongs to the list of its payer; efforts and limits follow the model.
    const keepsModel = provider === data.provider;
    onChange(keepsModel ? { account: chosen } : { provider, account: chosen, model: "", reasoningEffort: undefined });
  };
  return (
    <Field label={words.runsOn} control="button">
      <Select value={value} options={options} onChange={choose} />
    </Field>
  );
}

function useRunsOnOptions({ data }: LlmNodeView): SelectOption<string>[] {
  const { status } = useAuthStatus();
  const { keys } = useKeys();
  const accounts = status?.accounts ?? [];
  const isGone = data.account !== undefined && !accounts.some((account) => account.id === data.account);
  const chatGpt = providerNames["openai-auth"];
  return [
    ...accounts.map(({ id, name, plan }) => ({
      value: `openai-auth/${id}`,
      label: name,
      // An account that nobody has named is called after the provider already.
      detail: [name.startsWith(chatGpt) ? undefined : chatGpt, planName(plan)].filter(Boolean).join(" "),
      icon: CircleUserRound,
    })),
    ...(isGone || accounts.length === 0
      ? [
          {
            value: `openai-auth/${data.account ?? ""}`,
            label: chatGpt,
            detail: words.notConnected,
            icon: CircleUserRound,
          },
        ]
      : []),
    ...keyProviderIds.map((id) => {
      const key = keys?.find((candidate) => candidate.provider === id);
      const hasKey = key !== undefined && key.source !== null;
      return {
        value: id,
        label: providerNames[id],
        detail: hasKey ? nodeWords.apiKey(key.lastFour) : words.noKey,
        icon: KeyRound,
      };
    }),
  ];
}

function parse(value: string): [ProviderId, string | undefined] {
  const [name, account] = value.split("/");
  return [providerIds.find((id) => id === name) ?? "openai-auth", account || undefined];
}
