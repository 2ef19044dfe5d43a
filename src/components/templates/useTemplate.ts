import { useCallback } from "react";
import { modelsKey } from "@/components/hooks/keys";
import { type Runnable, useRunnable } from "@/components/hooks/useRunnable";
import { useSettings } from "@/components/hooks/useSettings";
import { templates as words } from "@/components/messages/templates";
import { uploadFile } from "@/components/nodes/uploadFile";
import { isPicture, uploadPicture } from "@/components/nodes/uploadPicture";
import { closeStart } from "@/components/start/startUi";
import { toast } from "@/components/ui/toast";
import { requestJson } from "@/store/apiClient";
import { newWorkflow } from "@/store/session";
import { isUntitled } from "@/store/untitled";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import type { Settings } from "@/types/api";
import { imageProviderIds } from "@/types/images";
import { modelListSchema } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import { chooseModel } from "./chooseModel";
import { linesOf, type SampleFile, type TemplateParts, type TemplatePayers } from "./templateParts";
import type { Template } from "./templates";

/**
 * Opens a template, running on what is connected: on the canvas if that is empty, else as a new workflow. One step of
 * undo takes it away again.
 */
export function useTemplate(): (template: Template) => Promise<void> {
  const runnable = useRunnable();
  const { settings } = useSettings();
  return useCallback(
    async (template) => {
      const payers = await findPayers(template, runnable, settings?.nodeDefaults ?? {});
      const { title, change } = words.list[template.id];
      const parts = withNote(await withSamples(template.build(payers)), change);
      if (workflowStore.getState().workflow?.nodes.length !== 0) await newWorkflow();
      workflowActions().paste(parts, { x: 0, y: 0 });
      workflowActions().select({ nodes: [], edges: [] });
      if (isUntitled(workflowStore.getState().workflow?.name ?? "")) workflowActions().renameWorkflow(title);
      closeStart();
      if (payers.runsOn.model === "" && runnable.providers.length > 0) toast(words.noModel);
    },
    [runnable, settings],
  );
}

/** The first connected provider with a model that suits, the person's default before all others. */
async function findPayers(
  template: Template,
  { providers }: Runnable,
  defaults: Settings["nodeDefaults"],
): Promise<TemplatePayers> {
  const wished = defaults.provider;
  const inOrder: ProviderId[] =
    wished !== undefined && providers.includes(wished)
      ? [wished, ...providers.filter((provider) => provider !== wished)]
      : providers;
  const pictures = inOrder.find((provider) => imageProviderIds.includes(provider)) ?? "openai-auth";
  for (const provider of inOrder) {
    const account = provider === wished ? defaults.account : undefined;
    const list = await requestJson(modelListSchema, modelsKey(provider, account)).catch(() => undefined);
    const models = list?.models ?? [];
    const model = chooseModel(models, template.suits, provider === wished ? defaults.model : undefined);
    if (model === undefined) continue;
    const other = chooseModel(models, (candidate) => candidate.id !== model.id) ?? model;
    const runsOn = { provider, model: model.id, ...(account === undefined ? {} : { account }) };
    const third = chooseModel(models, ({ id }) => id !== model.id && id !== other.id) ?? other;
    return { runsOn, other: other.id, third: third.id, pictures };
  }
  return { runsOn: { provider: inOrder[0] ?? "openai-auth", model: "" }, other: "", pictures };
}

/** Puts the sample files on the server, so that the template runs as it is. */
async function withSamples(parts: TemplateParts): Promise<TemplateParts> {
  const nodes = parts.nodes.map(async (node) => {
    const sample = parts.samples?.[node.id];
    return sample === undefined ? node : { ...node, data: { ...node.data, ...(await takeSample(sample)) } };
  });
  return { ...parts, nodes: await Promise.all(nodes) };
}

async function takeSample(name: SampleFile): Promise<Record<string, unknown> | undefined> {
  const response = await fetch(`/samples/${name}`).catch(() => undefined);
  if (response?.ok !== true) return void toast.error(words.sampleFailed);
  const file = new File([await response.blob()], name);
  const data = (await isPicture(file)) ? await uploadPicture(file) : await uploadFile(file);
  return data === undefined
    ? undefined
    : Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

/** Of the note, in canvas pixels. */
const NOTE = { title: 62, line: 18, charactersOfLine: 31, gap: 48 };

/** The line on what to change stands above the first node. */
function withNote(parts: TemplateParts, text: string): TemplateParts {
  const places = Object.values(parts.layout);
  const x = Math.min(...places.map((place) => place.x));
  const top = Math.min(...places.filter((place) => place.x === x).map((place) => place.y));
  const note = { id: "note", type: "note", title: words.noteTitle, data: { text } };
  const height = NOTE.title + linesOf(text, NOTE.charactersOfLine) * NOTE.line;
  return {
    ...parts,
    nodes: [...parts.nodes, note],
    layout: { ...parts.layout, note: { x, y: top - height - NOTE.gap } },
  };
}
