import { useCallback } from "react";
import { useModels } from "@/components/hooks/useModels";
import { useRunnable } from "@/components/hooks/useRunnable";
import { useSettings } from "@/components/hooks/useSettings";
import { chooseModel } from "@/components/templates/chooseModel";

/** What a new node starts with: one that calls models runs on the defaults of the setup, else on what is connected. */
export function useNewNodeData(): (type: string) => Record<string, unknown> {
  const { settings } = useSettings();
  const runnable = useRunnable();
  const { provider: wished, model, account, reasoningEffort, system } = settings?.nodeDefaults ?? {};
  const provider = wished ?? runnable.providers[0];
  const { list } = useModels(
    provider !== undefined && runnable.canRun(provider, account) ? provider : undefined,
    account,
  );
  return useCallback(
    (type) => {
      if (!["llmGenerate", "compare"].includes(type) || provider === undefined) return {};
      const first = chooseModel(list?.models ?? [], () => true, model)?.id ?? model ?? "";
      const data = { provider, model: first, account, reasoningEffort, system };
      if (type === "llmGenerate") return data;
      const second = list?.models.find(({ id, hiddenReason }) => id !== first && hiddenReason === undefined);
      return { variants: [data, { ...data, model: second?.id ?? first, reasoningEffort: undefined }] };
    },
    [provider, model, account, reasoningEffort, system, list],
  );
}
