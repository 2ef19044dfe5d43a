import { useEffect } from "react";
import { fillModels, settingsWithoutModel } from "@/components/board/modelsToFill";
import { modelsKey } from "@/components/hooks/keys";
import { useRunnable } from "@/components/hooks/useRunnable";
import { useSettings } from "@/components/hooks/useSettings";
import { chooseModel } from "@/components/templates/chooseModel";
import { requestJson } from "@/store/apiClient";
import { useWorkflow, workflowStore } from "@/store/useWorkflow";
import { modelListSchema } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";

/**
 * Gives LLM nodes and judges that have no model yet the first one of their own payer, as soon as that payer is connected, so
 * that a newcomer need not choose. It never changes a chosen model, nor who pays.
 */
export function useFillModels(): void {
  const { canRun } = useRunnable();
  const { settings } = useSettings();
  const wished = settings?.nodeDefaults.model;
  // As text, so that typing in any node does not ask again.
  const payers = useWorkflow(({ workflow }) => (workflow === null ? "" : payersWithoutModel(workflow.nodes)));
  useEffect(() => {
    for (const payer of payers.split("\n").filter(Boolean)) {
      const { provider, account } = JSON.parse(payer) as { provider: ProviderId; account?: string }; // made below
      if (canRun(provider, account)) void fillModelsOf(provider, account, wished);
    }
  }, [payers, canRun, wished]);
}

type Nodes = NonNullable<ReturnType<typeof workflowStore.getState>["workflow"]>["nodes"];

function payersWithoutModel(nodes: Nodes): string {
  const payers = nodes
    .flatMap(settingsWithoutModel)
    .map(({ provider, account }) => JSON.stringify({ provider, account }));
  return [...new Set(payers)].join("\n");
}

async function fillModelsOf(provider: ProviderId, account: string | undefined, wished?: string): Promise<void> {
  const list = await requestJson(modelListSchema, modelsKey(provider, account)).catch(() => undefined);
  const model = chooseModel(list?.models ?? [], () => true, wished)?.id;
  if (model === undefined) return;
  for (const node of workflowStore.getState().workflow?.nodes ?? []) {
    if (settingsWithoutModel(node).length === 0) continue;
    fillModels(node, (each) => (each.provider === provider && each.account === account ? { model } : undefined));
  }
}
