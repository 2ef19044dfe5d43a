import { withoutEndpoint } from "@/lib/llm/baseUrl";
import type { ResponsesBackend } from "@/lib/llm/openaiResponses/backends";
import type { ServerFacts } from "@/types/credential";
import { headersOf } from "./address";

/** A server that speaks the Responses protocol. */
export function serverBackend({ baseUrl, name }: Pick<ServerFacts, "baseUrl" | "name">): ResponsesBackend {
  const base = withoutEndpoint(baseUrl);
  return {
    provider: "compatible",
    upstream: name,
    onPlan: false,
    refusedSettings: {},
    isGateway: () => true,
    responsesUrl: () => `${base}/responses`,
    modelsUrl: () => `${base}/models`,
    responsesHeaders: (credential) => ({
      accept: "text/event-stream",
      "content-type": "application/json",
      ...headersOf(credential),
    }),
    modelsHeaders: (credential) => ({ accept: "application/json", ...headersOf(credential) }),
  };
}
