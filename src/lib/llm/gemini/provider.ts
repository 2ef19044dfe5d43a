import type { KeySettings } from "@/lib/config";
import { settingNames } from "@/lib/llm/modelReasons";
import { reasoningDropped, settingLeftOut } from "@/lib/llm/notices";
import { type Provider, type ProviderEvent, toListedModels } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps } from "@/lib/llm/wire";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";
import { providerNames } from "@/types/providerTable";
import { authorizationOf, rootOf } from "./address";
import { modelsPath, settingsRefusedByGemini } from "./constants";
import { toGeminiFailure } from "./errors";
import { parseGeminiImageModels } from "./imageModels";
import { parseGeminiModels } from "./models";
import { combines } from "./requestBody";
import { createWireCall } from "./wireCall";

const upstream = providerNames.google;

/** Google's Gemini API on an API key or a Google account. */
export function createGeminiProvider({ baseUrl }: Pick<KeySettings, "baseUrl">, deps: UpstreamDeps): Provider {
  return {
    refusedSettings: settingsRefusedByGemini,
    stream: (call, credentials, signal) => streamAnswer(call, credentials, baseUrl, deps, signal),
    listModels: (credentials, signal) =>
      getFromUpstream({
        url: (credential) => rootOf(credential.baseUrl ?? baseUrl) + modelsPath,
        headers: (credential) => ({ accept: "application/json", ...authorizationOf(credential) }),
        parse: (body, headers, credential) =>
          toListedModels(
            parseGeminiModels(body, isGateway(credential.baseUrl ?? baseUrl)),
            headers,
            parseGeminiImageModels(body),
          ),
        toFailure: (refusal, nowMs) => toGeminiFailure(refusal, { upstream, model: "" }, nowMs),
        asked: { upstream, model: "" },
        credentials,
        deps,
        signal,
      }),
  };
}

function isGateway(baseUrl: string): boolean {
  return !/^([a-z0-9-]+\.)*googleapis\.com$/.test(new URL(baseUrl).hostname);
}

/** What earlier models do not take together: a wish for a search gives way to the functions. */
function fitted(call: LlmCall): { call: LlmCall; notices: ProviderEvent[] } {
  const { tools = [], webSearch, model } = call;
  if (!webSearch || tools.length === 0 || combines(call)) return { call, notices: [] };
  const where = `by ${model} together with tools`;
  if (typeof webSearch === "object") {
    const message = `${settingNames.webSearch} is not supported ${where}. Choose a later model, or leave one of the two out.`;
    throw new AppError("unsupported_option", message, { action: "choose_model" });
  }
  const notice = settingLeftOut("webSearch", where);
  return { call: { ...call, webSearch: false }, notices: [{ type: "notice", ...notice }] };
}

async function* streamAnswer(
  asked: LlmCall,
  credentials: CredentialSource,
  baseUrl: string,
  deps: UpstreamDeps,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent, void, undefined> {
  const { call, notices } = fitted(asked);
  yield* notices;
  const wire = createWireCall(call, credentials, baseUrl);
  for await (const event of callUpstream(wire, credentials, deps, signal)) {
    if (event.type === "end" && wire.isReasoningDropped()) yield { type: "notice", ...reasoningDropped };
    yield event;
  }
}
