import type { PromptStyle } from "@/lib/config";
import type { Asked, Failure, Refusal } from "@/lib/llm/failure";
import { type Provider, toListedModels } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps, WireCall } from "@/lib/llm/wire";
import type { Credential, CredentialSource } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import type { Model } from "@/types/providers";
import { providerNames } from "@/types/providerTable";
import type { ResponsesBackend } from "./backends";
import { defaultInstructions, modelsEtagHeader } from "./constants";
import { isPromptStyleComplaint, isSchemaComplaint, toHttpFailure } from "./errors";
import { parseGatewayModels } from "./gatewayModels";
import { parseKeyModels, parsePlanModels } from "./models";
import { firstStyle, otherStyle, type SentStyle } from "./promptStyle";
import { createResponsesReader } from "./reader";
import { toRequestBody } from "./requestBody";
import { isStrictSchema } from "./strictSchema";
import { parseUsageReport, readUsageHeaders } from "./usageReport";
import { isWrapped, toSentSchema, unwrapping } from "./wrappedRoot";

export interface ResponsesDeps extends UpstreamDeps {
  /** A UUID for each call. */
  newSessionId(): string;
  promptStyle: PromptStyle;
  /** Instead of our own short ones, on a plan, when a call has no system text (`CODEX_INSTRUCTIONS_FILE`). */
  instructions?: string;
}

/** The Responses protocol on a ChatGPT plan or on an API key, by the backend it is given. */
export function createResponsesProvider(backend: ResponsesBackend, deps: ResponsesDeps): Provider {
  const upstream = providerNames[backend.provider];
  const asker = { upstream, model: "", onPlan: backend.onPlan };
  const common = {
    headers: backend.modelsHeaders,
    toFailure: (refusal: Refusal, nowMs: number) => toHttpFailure(refusal, asker, nowMs),
    asked: asker satisfies Asked,
    deps,
  };
  return {
    refusedSettings: backend.refusedSettings,
    stream: (call, credentials, signal) =>
      callUpstream(createWireCall(call, credentials, backend, deps), credentials, deps, signal),
    listModels: (credentials, signal) =>
      getFromUpstream({
        ...common,
        url: backend.modelsUrl,
        parse: (body, headers, credential) => toListedModels(parseModels(body, backend, credential), headers),
        credentials,
        signal,
      }),
    async readUsage(credentials, signal) {
      const { usageUrl } = backend;
      if (usageUrl === undefined) return undefined;
      return getFromUpstream({ ...common, url: usageUrl, parse: parseUsageReport, credentials, signal });
    },
  };
}

function parseModels(body: unknown, backend: ResponsesBackend, credential: Credential): Model[] {
  if (backend.onPlan) return parsePlanModels(body);
  return backend.isGateway(credential) ? parseGatewayModels(body) : parseKeyModels(body);
}

function createWireCall(
  call: LlmCall,
  credentials: CredentialSource,
  backend: ResponsesBackend,
  deps: ResponsesDeps,
): WireCall {
  const asker = { upstream: providerNames[backend.provider], model: call.model, onPlan: backend.onPlan };
  const sessionId = deps.newSessionId();
  /** Set once a complaint made us change the style; the other one then has to work. */
  let changedTo: SentStyle | undefined;
  let sent: SentStyle = "instructions";
  /** Set where strict decoding takes the schema no more, or never did. */
  let looseSchema = call.jsonSchema === undefined || !isStrictSchema(toSentSchema(call.jsonSchema).schema);

  return {
    asked: asker satisfies Asked,
    request(credential) {
      if (backend.onPlan) sent = changedTo ?? firstStyle(deps.promptStyle, credential.promptStyle);
      const body = toRequestBody(call, {
        onPlan: backend.onPlan,
        prompt: sent,
        defaultInstructions: backend.onPlan ? (deps.instructions ?? defaultInstructions) : undefined,
        cacheKey: backend.onPlan ? sessionId : undefined,
        looseSchema,
      });
      return {
        url: backend.responsesUrl(credential),
        headers: backend.responsesHeaders(credential, sessionId),
        body: JSON.stringify(body),
      };
    },
    toFailure(refusal: Refusal, nowMs: number): Failure {
      const failure = toHttpFailure(refusal, asker, nowMs);
      if (!looseSchema && isSchemaComplaint(refusal)) {
        looseSchema = true;
        return { ...failure, resend: true };
      }
      const mayChange = backend.onPlan && deps.promptStyle === "auto" && changedTo === undefined;
      if (!mayChange || !isPromptStyleComplaint(refusal)) return failure;
      changedTo = otherStyle(sent);
      return { ...failure, resend: true };
    },
    observe: (headers) => ({
      usage: readUsageHeaders(headers),
      modelsEtag: headers.get(modelsEtagHeader) ?? undefined,
    }),
    createReader: (nowMs) => {
      const reader = createResponsesReader(asker, nowMs);
      return isWrapped(call) ? unwrapping(reader) : reader;
    },
    async accepted() {
      if (changedTo === undefined) return;
      // Only a saving for later calls: the answer that is coming must not be lost over it.
      await credentials.rememberPromptStyle?.(changedTo).catch(() => undefined);
    },
  };
}
