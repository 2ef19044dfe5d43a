import { createFallbacks } from "@/lib/llm/fallbacks";
import { unknownFinish } from "@/lib/llm/finish";
import { settingLeftOut } from "@/lib/llm/notices";
import type { Provider, ProviderEvent } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps } from "@/lib/llm/wire";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import type { Credential, CredentialSource } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import { providerNames } from "@/types/providerTable";
import { keyHeader, modelsPath, mostPauses, settingsRefusedByAnthropic, versionHeaders } from "./constants";
import { type Refusable, toAnthropicFailure } from "./errors";
import { factsByName, type ModelFacts } from "./modelFacts";
import { type ListedModel, parseAnthropicModels } from "./models";
import { nothingBefore, type Paused } from "./reader";
import { leftOut } from "./requestBody";
import { createWireCall } from "./wireCall";

const upstream = providerNames.anthropic;
/** Of a list that names a thousand models on each. */
const mostPages = 10;

/** Anthropic's Messages API on an API key. */
export function createAnthropicProvider({ baseUrl }: { baseUrl: string }, deps: UpstreamDeps): Provider {
  const fallbacks = createFallbacks<Refusable>(deps.timing.now);
  const rootOf = (credential: Credential) => toRoot(credential.baseUrl ?? baseUrl);
  /** What the lists told last, by payer: the request follows it. */
  const factsOf = new Map<string, Map<string, ModelFacts>>();

  async function* stream(
    call: LlmCall,
    credentials: CredentialSource,
    signal: AbortSignal,
  ): AsyncGenerator<ProviderEvent, void, undefined> {
    const facts = factsOf.get(credentials.payer.id)?.get(call.model) ?? factsByName(call.model);
    for (const setting of leftOut(call, { facts })) yield leftOutNotice(setting, call);
    let before = nothingBefore;
    for (let pauses = 0; ; pauses += 1) {
      let paused: Paused | undefined;
      const onPause = (held: Paused) => {
        paused = held;
      };
      const asked = { upstream, model: call.model };
      const wire = createWireCall(call, credentials, { asked, facts, fallbacks, before, onPause, rootOf, headersOf });
      for await (const event of callUpstream(wire, credentials, deps, signal)) {
        if (event.type !== "end" || paused === undefined) yield event;
        else if (pauses === mostPauses) yield* [unknownFinish(asked, "pause_turn"), event];
      }
      if (paused === undefined || pauses === mostPauses) return;
      before = paused;
    }
  }

  function listPage(after: string | undefined, credentials: CredentialSource, signal: AbortSignal) {
    return getFromUpstream({
      url: (credential) =>
        rootOf(credential) + modelsPath + (after === undefined ? "" : `&after_id=${encodeURIComponent(after)}`),
      headers: (credential) => ({ accept: "application/json", ...headersOf(credential) }),
      parse: (body, headers) => {
        const page = parseAnthropicModels(body);
        return page === undefined ? undefined : { ...page, etag: headers.get("etag") ?? undefined };
      },
      toFailure: (refusal, nowMs) => toAnthropicFailure(refusal, { upstream, model: "" }, nowMs),
      asked: { upstream, model: "" },
      credentials,
      deps,
      signal,
    });
  }

  return {
    refusedSettings: settingsRefusedByAnthropic,
    stream,
    async listModels(credentials, signal) {
      let page = await listPage(undefined, credentials, signal);
      const listed: ListedModel[] = [...page.listed];
      for (let pages = 1; page.next !== undefined && pages < mostPages; pages += 1) {
        page = await listPage(page.next, credentials, signal);
        listed.push(...page.listed);
      }
      factsOf.set(credentials.payer.id, new Map(listed.map(({ model, facts }) => [model.id, facts])));
      return { models: listed.map(({ model }) => model), etag: page.etag };
    },
  };
}

/** Both the server and the root of its API are called a base URL. */
function toRoot(baseUrl: string): string {
  return baseUrl.replace(/\/v1(\/messages|\/models)?$/, "");
}

function headersOf({ bearer }: Credential): Record<string, string> {
  return { [keyHeader]: bearer, ...versionHeaders, "user-agent": PATCHBAY_AGENT };
}

function leftOutNotice(setting: "temperature" | "reasoningEffort", { model }: LlmCall): ProviderEvent {
  const where = setting === "temperature" ? `by ${model} while it thinks` : `by ${model} when a tool must be called`;
  return { type: "notice", ...settingLeftOut(setting, where) };
}
