import { type ModelSettings, modelSettingsOf } from "@/lib/nodes/modelCalls";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { standardImageModels } from "@/types/images";
import { providerIdSchema } from "@/types/providers";
import type { ProviderId } from "@/types/providerTable";
import type { RunEventBody } from "@/types/run";
import type { WorkflowNode } from "@/types/workflow";

/** Whose model is asked. */
export interface CallSettings {
  provider: ProviderId;
  model: string;
  account?: string;
}

export interface CallCounts {
  /** Calls that would be sent. */
  count: number;
  /** Results that the cache has. */
  cached: number;
  /** Of the calls that would be sent, estimated. */
  inputTokens: number;
}

/** Counts by provider, account and model. */
export interface Tally<Extra = object> {
  add(settings: CallSettings, counts: Partial<CallCounts>, extra?: Extra): void;
  all(): (CallSettings & CallCounts & Partial<Extra>)[];
}

export function createTally<Extra extends object = object>(): Tally<Extra> {
  const rows = new Map<string, CallSettings & CallCounts & Partial<Extra>>();
  return {
    add: ({ provider, model, account }, { count = 0, cached = 0, inputTokens = 0 }, extra) => {
      const key = JSON.stringify([provider, model, account]);
      const row = rows.get(key) ?? {
        provider,
        model,
        account,
        count: 0,
        cached: 0,
        inputTokens: 0,
        ...(extra as Partial<Extra>),
      };
      row.count += count;
      row.cached += cached;
      row.inputTokens += inputTokens;
      rows.set(key, row);
    },
    all: () => [...rows.values()],
  };
}

/** What a node asks: one model, or one for each variant or judge; none for kinds that ask nobody. */
export function callSettingsOf({ type, data }: WorkflowNode): CallSettings[] {
  return modelSettingsOf({ type, data }).flatMap((settings) => {
    const provider = providerIdSchema.safeParse(settings.provider);
    if (!provider.success) return [];
    const standard = type === "imageGenerate" ? (standardImageModels[provider.data] ?? "") : undefined;
    const model = modelOf(settings) || standard;
    if (model === undefined) return [];
    const account = typeof settings.account === "string" ? { account: settings.account } : {};
    return [{ provider: provider.data, model, ...account }];
  });
}

/** The calls of a node whose answers an event says were found in the cache. */
export function cachedCalls(event: RunEventBody, node: WorkflowNode): CallSettings[] {
  const isItem = event.type === "node-item" && event.status === "cached";
  const isNode = event.type === "node-end" && event.cached && event.items === undefined;
  if (!isItem && !isNode) return [];
  const settings = callSettingsOf(node);
  // An item of a comparison is one of its variants; judges all look at each item.
  const isVariant = kindOf(node.type)?.variants !== undefined;
  return isVariant && event.type === "node-item" ? settings.slice(event.item, event.item + 1) : settings;
}

function modelOf(settings: ModelSettings): string | undefined {
  return "model" in settings ? String(settings.model ?? "") : undefined;
}
