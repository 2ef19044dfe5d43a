import { useCallback } from "react";
import { useModels } from "@/components/hooks/useModels";
import { useRunnable } from "@/components/hooks/useRunnable";
import { useSettings } from "@/components/hooks/useSettings";
import { chooseModel } from "@/components/templates/templates";

/** What a new node starts with: for an LLM node the defaults of the setup, else the first thing that can run. */
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
      if (type !== "llmGenerate" || provider === undefined) return {};
      const chosen = chooseModel(list?.models ?? [], () => true, model)?.id ?? model ?? "";
      return { provider, model: chosen, account, reasoningEffort, system };
    },
    [provider, model, account, reasoningEffort, system, list],
  );
}
