import type { KeySettings } from "@/lib/config";
import { type Provider, toListedModels } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps, WireCall } from "@/lib/llm/wire";
import type { LlmCall } from "@/types/llm";
import { providerNames } from "@/types/providerTable";
import { authorizationOf, rootOf } from "./address";
import { modelsPath, settingsRefusedByGemini, streamPath } from "./constants";
import { toGeminiFailure } from "./errors";
import { parseGeminiImageModels } from "./imageModels";
import { parseGeminiModels } from "./models";
import { createGeminiReader } from "./reader";
import { toGeminiBody } from "./requestBody";

const upstream = providerNames.google;

/** Google's Gemini API on an API key or a Google account. */
export function createGeminiProvider({ baseUrl }: Pick<KeySettings, "baseUrl">, deps: UpstreamDeps): Provider {
  return {
    refusedSettings: settingsRefusedByGemini,
    stream: (call, credentials, signal) => callUpstream(toWireCall(call, baseUrl), credentials, deps, signal),
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

function toWireCall(call: LlmCall, baseUrl: string): WireCall {
  const asked = { upstream, model: call.model };
  const body = JSON.stringify(toGeminiBody(call));
  return {
    asked,
    request: (credential) => ({
      url: rootOf(credential.baseUrl ?? baseUrl) + streamPath(call.model),
      headers: { accept: "text/event-stream", "content-type": "application/json", ...authorizationOf(credential) },
      body,
    }),
    toFailure: (refusal, nowMs) => toGeminiFailure(refusal, asked, nowMs),
    createReader: () => createGeminiReader(asked),
  };
}
