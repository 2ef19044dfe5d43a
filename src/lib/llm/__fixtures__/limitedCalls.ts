import { createLimits } from "@/lib/limits/limits";
import { memoryAccountLimits } from "@/lib/limits/testLimits";
import { type CallLlmDeps, createCallLlm } from "@/lib/llm/callLlm";
import type { Provider, ProviderEvent } from "@/lib/llm/provider";
import { createSchemaCheck } from "@/lib/worker/schemaCheck";
import { createWorkers } from "@/lib/worker/workers";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { LlmCall, LlmEvent } from "@/types/llm";
import type { ModelList } from "@/types/providers";
import { mapIds, type ProviderId, providerIds } from "@/types/providerTable";
import { credentialSource, keyPayer, planPayer } from "./upstream";

/** Calls of accounts that meet limits, on providers that answer what a test says. */

const usage = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 2, reasoningTokens: 0, totalTokens: 3 };
const end: ProviderEvent = { type: "end", text: "Hello", finishReason: "stop", usage };
export const answer: ProviderEvent[] = [{ type: "text-delta", text: "Hello" }, end];
export const never = new AbortController().signal;
export const call: LlmCall = { provider: "openai-auth", model: "m", messages: [{ role: "user", content: "hi" }] };
export const resetsAt = "2999-01-01T00:00:00.000Z";
export const limitReached = () =>
  new AppError("usage_limit_reached", "The limit is reached.", { resetsAt, window: "5 h" });

export type Ask = (call: LlmCall, source: CredentialSource) => AsyncIterable<ProviderEvent>;

export async function* giving(...events: (ProviderEvent | AppError)[]): AsyncGenerator<ProviderEvent> {
  for (const event of events) {
    if (event instanceof AppError) throw event;
    yield event;
  }
}

/** Accounts `acc1` ("Personal") and `acc2` ("Work") of route codex, `share` of route siwc, and a key. */
export function setUp(
  ask: Ask,
  { settled, readUsage }: Pick<CredentialSource, "settled"> & Pick<CallLlmDeps, "readUsage"> = {},
) {
  const { accounts, limited } = memoryAccountLimits();
  const limits = createLimits({ accounts, now: Date.now });
  const asked: string[] = [];
  const catalogueNews: string[] = [];
  const names: Record<string, string> = { acc1: "Personal", acc2: "Work", share: "Shared" };
  const credentialsFor = async (provider: ProviderId, id = "acc1"): Promise<CredentialSource> => {
    if (provider !== "openai-auth") return credentialSource({ ...keyPayer, provider }).source;
    const name = names[id];
    if (name === undefined) throw new AppError("auth_required", "Nobody is signed in.");
    const { source } = credentialSource({ ...planPayer, id, name });
    return { ...source, settled, route: id === "share" ? "siwc" : "codex", limitedUntil: limited.get(id) };
  };
  const provider: Provider = {
    refusedSettings: {},
    stream: (sent, source) => {
      asked.push(`${source.payer.name}/${sent.model}`);
      return ask(sent, source);
    },
    listModels: async () => ({ models: [] }),
  };
  const list: ModelList = { provider: "openai-auth", source: "bundled", fetchedAt: "", models: [] };
  const callLlm = createCallLlm({
    providers: mapIds(providerIds, () => provider),
    credentialsFor,
    catalogue: {
      list: async () => list,
      noteEtag: ({ payer }, etag) => catalogueNews.push(`${payer.id} ${etag}`),
      refetch: ({ payer }) => catalogueNews.push(`${payer.id} refetch`),
    },
    limits,
    readUsage,
    newRequestId: () => "req-1",
    checkSchema: createSchemaCheck(createWorkers()),
  });
  return { callLlm, limits, limited, asked, catalogueNews, queue: () => limits.queueOf(planPayer) };
}

export const typesOf = (items: LlmEvent[]) => items.map(({ type }) => type).filter((type) => type !== "notice");
export const noticesOf = (items: LlmEvent[]) =>
  items.flatMap((item) => (item.type === "notice" && item.code === "failed_over" ? [item.message] : []));

export const onlyAcc1Limited: Ask = (_, { payer }) =>
  payer.id === "acc1" ? giving(limitReached()) : giving(...answer);
