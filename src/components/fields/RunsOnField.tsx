import { CircleUserRound, KeyRound } from "lucide-react";
import { inspector as words } from "@/components/messages/inspector";
import { roles } from "@/components/messages/roles";
import type { LlmNodeView } from "@/components/nodes/useLlmNode";
import { Field } from "@/components/ui/Field";
import { Select, type SelectOption } from "@/components/ui/Select";
import { keyProviderIds, type ProviderId, providerIds, providerNames, providerTable } from "@/types/providerTable";
import type { ChangeLlm } from "./changeLlm";
import { usePayerOptions } from "./usePayerOptions";

/** An account or a key: who serves the call and who pays for it. */
export function RunsOnField({ view, onChange }: { view: LlmNodeView; onChange: ChangeLlm }) {
  const { data, account, server } = view;
  const named = data.account ?? account?.id ?? server?.id;
  const value = isAccount(data.provider, named) ? `${data.provider}/${named ?? ""}` : data.provider;
  const options = useRunsOnOptions(view, value);
  const choose = (next: string) => {
    const [provider, chosen] = parse(next);
    // A choice of model belongs to the list of its payer; efforts and limits follow the model.
    // Each server has models of its own.
    const keepsModel = provider === data.provider && provider !== "compatible";
    onChange(keepsModel ? { account: chosen } : { provider, account: chosen, model: "", reasoningEffort: undefined });
  };
  return (
    <Field label={words.runsOn} control="button" hint={view.isOthers ? roles.othersAccountHint : undefined}>
      <Select value={value} options={options} onChange={choose} />
    </Field>
  );
}

/** All that can pay, and what the node names although it cannot: an account that is gone, a key that is not there yet. */
function useRunsOnOptions({ data, isOthers }: LlmNodeView, value: string): SelectOption<string>[] {
  const options: SelectOption<string>[] = usePayerOptions().map((option) =>
    // What is chosen stays choosable: the hint below says what is wrong with it.
    option.value === value ? { ...option, disabled: false } : option,
  );
  const keyless = keyProviderIds
    .filter((id) => !options.some((option) => option.value === id))
    .map((id) => ({ value: id, label: providerNames[id], detail: words.noKey, icon: KeyRound }));
  const isKnown = [...options, ...keyless].some((option) => option.value === value);
  const gone = isOthers
    ? { value, label: roles.othersAccount, icon: CircleUserRound }
    : { value, label: providerNames[data.provider], detail: words.notConnected, icon: CircleUserRound };
  return [...(isKnown ? [] : [gone]), ...options, ...keyless];
}

/** A plan is always an account's; Google's accounts stand beside its key. */
function isAccount(provider: ProviderId, account: string | undefined): boolean {
  return providerTable[provider].paidBy === "account" || (provider !== "openai" && account !== undefined);
}

function parse(value: string): [ProviderId, string | undefined] {
  const [name, account] = value.split("/");
  return [providerIds.find((id) => id === name) ?? "openai-auth", account || undefined];
}
