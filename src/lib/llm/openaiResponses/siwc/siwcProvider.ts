import type { Config } from "@/lib/config";
import { ownerOf } from "@/lib/llm/answerState";
import { createFallbacks } from "@/lib/llm/fallbacks";
import { withFilesAsText } from "@/lib/llm/filesAsText";
import { siwcImages } from "@/lib/llm/openaiImages/siwcImages";
import { type Concession, type Concessions, createConcessions, learning } from "@/lib/llm/openaiResponses/concessions";
import { keyModelsPath, keyResponsesPath } from "@/lib/llm/openaiResponses/constants";
import { finishAnswer, noticesOf } from "@/lib/llm/openaiResponses/finishAnswer";
import { createResponsesReader } from "@/lib/llm/openaiResponses/reader";
import { isWrapped, unwrapping } from "@/lib/llm/openaiResponses/wrappedRoot";
import { type ListedModels, type Provider, toListedModels } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps, WireCall } from "@/lib/llm/wire";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import type { Credential, CredentialSource } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import { providerNames } from "@/types/providerTable";
import { type SiwcStyle, settingsRefusedBySiwc, toSiwcBody } from "./siwcBody";
import { toSiwcFailure, toSiwcStreamFailure } from "./siwcErrors";
import { hasListed, parseSiwcModels } from "./siwcModels";
import { siwcRules } from "./siwcRules";

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
  const fallbacks = createFallbacks<Concession>(deps.timing.now);
  return {
    refusedSettings: settingsRefusedBySiwc,
    images: siwcImages,
    stream(call, credentials, signal) {
      const asked = { payer: credentials.payer.id, model: call.model };
      const concessions = createConcessions({ call, asked, rules: siwcRules, fallbacks });
      const wire = createSiwcWire(call, { owner: ownerOf(call, credentials), concessions, siwcBaseUrl, deps });
      return finishAnswer(callUpstream(wire, credentials, deps, signal), call, () =>
        noticesOf(concessions, call, credentials),
      );
    },
    async listModels(credentials, signal) {
      const url = siwcBaseUrl + keyModelsPath;
      const plain = await listFrom(url, credentials, deps, signal);
      if (hasListed(plain.models)) return plain;
      return listFrom(`${url}?client_version=${newestClientVersion}`, credentials, deps, signal);
    },
  };
}

interface SiwcWireOptions extends SiwcStyle {
  concessions: Concessions;
  siwcBaseUrl: string;
  deps: UpstreamDeps;
}

function createSiwcWire(call: LlmCall, { owner, concessions, siwcBaseUrl, deps }: SiwcWireOptions): WireCall {
  const asker = { upstream, model: call.model, onPlan: true };
  return {
    asked: asker,
    async request(credential) {
      const sent = concessions.has("filesAsText") ? await withFilesAsText(call, deps.fileText) : call;
      return {
        url: siwcBaseUrl + keyResponsesPath,
        headers: { ...headersOf(credential), accept: "text/event-stream", "content-type": "application/json" },
        body: JSON.stringify(toSiwcBody(sent, { owner, concessions })),
      };
    },
    toFailure(refusal, nowMs) {
      const failure = toSiwcFailure(refusal, asker, nowMs);
      return concessions.learn(refusal) ? { ...failure, resend: true } : failure;
    },
    createReader(nowMs) {
      const reader = createResponsesReader({
        asker,
        nowMs,
        owner,
        toFailure: learning(toSiwcStreamFailure, concessions),
      });
      return isWrapped(call) ? unwrapping(reader) : reader;
    },
    observe: () => ({}),
    accepted: async () => concessions.accepted(),
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
