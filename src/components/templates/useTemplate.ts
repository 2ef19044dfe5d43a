import { modelsKey } from "@/components/hooks/keys";
import { type Runnable, useRunnable } from "@/components/hooks/useRunnable";
import { useSettings } from "@/components/hooks/useSettings";
import { messages } from "@/components/messages/en";
import { toast } from "@/components/ui/toast";
import { requestJson } from "@/store/apiClient";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { Settings } from "@/types/api";
import { modelListSchema } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import type { TemplateModel } from "./templateParts";
import { chooseModel, type Template } from "./templates";

/** Puts a template on the canvas, running on what is connected. One step of undo takes it away again. */
export function useTemplate(): (template: Template, name: string) => Promise<void> {
  const runnable = useRunnable();
  const { settings } = useSettings();
  return async (template, name) => {
    const runsOn = await findModel(template, runnable, settings?.nodeDefaults ?? {});
    if (workflowStore.getState().workflow?.nodes.length !== 0) return;
    workflowActions().paste(template.build(runsOn), { x: 0, y: 0 });
    workflowActions().select({ nodes: [], edges: [] });
    if (workflowStore.getState().workflow?.name === "Untitled") workflowActions().renameWorkflow(name);
    if (runsOn.model === "" && runnable.providers.length > 0) toast(messages.shell.empty.noModel);
  };
}

/** The first connected provider with a model that suits, the person's default before all others. */
async function findModel(
  template: Template,
  { providers }: Runnable,
  defaults: Settings["nodeDefaults"],
): Promise<TemplateModel> {
  const wished = defaults.provider;
  const inOrder: ProviderId[] =
    wished !== undefined && providers.includes(wished)
      ? [wished, ...providers.filter((provider) => provider !== wished)]
      : providers;
  for (const provider of inOrder) {
    const account = provider === wished ? defaults.account : undefined;
    const list = await requestJson(modelListSchema, modelsKey(provider, account)).catch(() => undefined);
    const model = chooseModel(list?.models ?? [], template.suits, provider === wished ? defaults.model : undefined);
    if (model !== undefined) return { provider, model: model.id, ...(account === undefined ? {} : { account }) };
  }
  return { provider: inOrder[0] ?? "openai-auth", model: "" };
}
