import type { Config } from "@/lib/config";
import type { Refusal } from "@/lib/llm/failure";
import { keyModelsPath, keyResponsesPath } from "@/lib/llm/openaiResponses/constants";
import { createResponsesReader } from "@/lib/llm/openaiResponses/reader";
import { isWrapped, unwrapping } from "@/lib/llm/openaiResponses/wrappedRoot";
import { type ListedModels, type Provider, toListedModels } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps } from "@/lib/llm/wire";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import type { Credential, CredentialSource } from "@/types/credential";
import { providerNames } from "@/types/providerTable";
import { settingsRefusedBySiwc, toSiwcBody } from "./siwcBody";
import { toSiwcFailure, toSiwcStreamFailure } from "./siwcErrors";
import { hasListed, parseSiwcModels } from "./siwcModels";

/** Callers that name no version count as very old, and may see an empty list. */
const newestClientVersion = "999.0.0";

const upstream = providerNames["openai-auth"];

/**
 * OpenAI's plan sharing for local apps: the Responses protocol of the platform, paid by a plan. Nothing of the Codex
 * client's is sent: neither its headers nor its fields.
 */
export function createSiwcProvider(
  { siwcBaseUrl }: Pick<Config["openaiAuth"], "siwcBaseUrl">,
  deps: UpstreamDeps,
): Provider {
  return {
    refusedSettings: settingsRefusedBySiwc,
    stream(call, credentials, signal) {
      const asker = { upstream, model: call.model, onPlan: true };
      const body = JSON.stringify(toSiwcBody(call));
      const wire = {
        asked: asker,
        request: (credential: Credential) => ({
          url: siwcBaseUrl + keyResponsesPath,
          headers: { ...headersOf(credential), accept: "text/event-stream", "content-type": "application/json" },
          body,
        }),
        toFailure: (refusal: Refusal, nowMs: number) => toSiwcFailure(refusal, asker, nowMs),
        createReader: (nowMs: () => number) => {
          const reader = createResponsesReader(asker, nowMs, toSiwcStreamFailure);
          return isWrapped(call) ? unwrapping(reader) : reader;
        },
        observe: () => ({}),
      };
      return callUpstream(wire, credentials, deps, signal);
    },
    async listModels(credentials, signal) {
      const url = siwcBaseUrl + keyModelsPath;
      const plain = await listFrom(url, credentials, deps, signal);
      if (hasListed(plain.models)) return plain;
      return listFrom(`${url}?client_version=${newestClientVersion}`, credentials, deps, signal);
    },
  };
}

function listFrom(
  url: string,
  credentials: CredentialSource,
  deps: UpstreamDeps,
  signal: AbortSignal,
): Promise<ListedModels> {
  return getFromUpstream({
    url: () => url,
    headers: (credential) => ({ ...headersOf(credential), accept: "application/json" }),
    parse: (body, headers) => toListedModels(parseSiwcModels(body), headers) ?? { models: [] },
    toFailure: (refusal, nowMs) => toSiwcFailure(refusal, { upstream, model: "", onPlan: true }, nowMs),
    asked: { upstream, model: "" },
    credentials,
    deps,
    signal,
  });
}

function headersOf({ bearer }: Credential): Record<string, string> {
  return { authorization: `Bearer ${bearer}`, "user-agent": PATCHBAY_AGENT };
}
