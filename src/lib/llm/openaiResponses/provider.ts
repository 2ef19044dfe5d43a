import type { Asked, Refusal } from "@/lib/llm/failure";
import { createFallbacks } from "@/lib/llm/fallbacks";
import { asArray, asObject, asText } from "@/lib/llm/narrow";
import { toKeyImageModels } from "@/lib/llm/openaiImages/imageModels";
import { type Provider, toListedModels } from "@/lib/llm/provider";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { Credential } from "@/types/credential";
import type { Model } from "@/types/providers";
import { providerNames } from "@/types/providerTable";
import type { ResponsesBackend } from "./backends";
import type { Concession } from "./concessions";
import { toHttpFailure } from "./errors";
import { parseGatewayModels } from "./gatewayModels";
import { parseKeyModels, parsePlanModels } from "./models";
import type { ResponsesDeps } from "./responsesDeps";
import { streamAnswer } from "./streamAnswer";
import { parseUsageReport } from "./usageReport";

/** The Responses protocol on a ChatGPT plan or on an API key, by the backend it is given. */
export function createResponsesProvider(backend: ResponsesBackend, deps: ResponsesDeps): Provider {
  const upstream = backend.upstream ?? providerNames[backend.provider];
  const asker = { upstream, model: "", onPlan: backend.onPlan };
  const fallbacks = createFallbacks<Concession>(deps.timing.now);
  const common = {
    headers: backend.modelsHeaders,
    toFailure: (refusal: Refusal, nowMs: number) => toHttpFailure(refusal, asker, nowMs),
    asked: asker satisfies Asked,
    deps,
  };
  return {
    refusedSettings: backend.refusedSettings,
    stream: (call, credentials, signal) => streamAnswer({ call, credentials, signal, backend, fallbacks, deps }),
    listModels: (credentials, signal) =>
      getFromUpstream({
        ...common,
        url: backend.modelsUrl,
        parse: (body, headers, credential) =>
          toListedModels(parseModels(body, backend, credential), headers, parseImageModels(body, backend)),
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

/** The platform's list names what makes pictures; a plan's does not. */
function parseImageModels(body: unknown, { onPlan }: ResponsesBackend) {
  const { data } = asObject(body);
  return onPlan ? undefined : toKeyImageModels(asArray(data).flatMap((record) => asText(asObject(record).id) ?? []));
}
