import { withoutEndpoint } from "@/lib/llm/baseUrl";
import type { Concession } from "@/lib/llm/chatCompletions/concessions";
import { createChatCall } from "@/lib/llm/chatCompletions/wireCall";
import { createFallbacks } from "@/lib/llm/fallbacks";
import { createResponsesProvider } from "@/lib/llm/openaiResponses/provider";
import type { ResponsesDeps } from "@/lib/llm/openaiResponses/responsesDeps";
import type { Provider, ProviderEvent } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import type { CredentialSource, ServerFacts } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import type { ServerApi } from "@/types/servers";
import { headersOf } from "./address";
import { serverBackend } from "./backend";
import { explained, isMissingPath } from "./failures";
import { listServerModels } from "./listModels";
import { refusedBySkills } from "./skills";

/**
 * Servers of the person's own: the credential says which one is asked. By Responses where the server has it, else by
 * Chat Completions; which one it is is found out with the first call, for as long as the process lasts.
 */
export function createCompatibleProvider(deps: ResponsesDeps): Provider {
  const chatFallbacks = createFallbacks<Concession>(deps.timing.now);
  /** By address: a server may be put in the place of another one. */
  const found = new Map<string, ServerApi>();
  const responses = new Map<string, Provider>();

  /** One to a server and address, since it remembers what the server did not take. */
  function responsesOf(server: ServerFacts): Provider {
    const key = JSON.stringify([server.id, server.name, server.baseUrl]);
    const provider = responses.get(key) ?? createResponsesProvider(serverBackend(server), deps);
    responses.set(key, provider);
    return provider;
  }

  function byChat(call: LlmCall, credentials: CredentialSource, server: ServerFacts, signal: AbortSignal) {
    const wire = createChatCall(call, credentials, {
      asked: { upstream: server.name, model: call.model },
      toAddress: (credential) => ({
        url: `${withoutEndpoint(server.baseUrl)}/chat/completions`,
        headers: headersOf(credential),
      }),
      fallbacks: chatFallbacks,
      fileText: deps.fileText,
    });
    return callUpstream(wire, credentials, deps, signal);
  }

  async function* ask(
    call: LlmCall,
    credentials: CredentialSource,
    server: ServerFacts,
    signal: AbortSignal,
  ): AsyncGenerator<ProviderEvent, void, undefined> {
    const api = server.api === "auto" ? (found.get(server.baseUrl) ?? "auto") : server.api;
    if (api !== "chat") {
      try {
        yield* responsesOf(server).stream(call, credentials, signal);
        return;
      } catch (error) {
        if (api === "responses" || !isMissingPath(error)) throw error;
      }
    }
    for await (const event of byChat(call, credentials, server, signal)) {
      if (event.type === "end" && api === "auto") found.set(server.baseUrl, "chat");
      yield event;
    }
  }

  const provider: Provider = {
    refusedSettings: {},
    async *stream(call, credentials, signal) {
      const server = serverOf(credentials);
      try {
        yield* ask(call, credentials, server, signal);
      } catch (error) {
        throw explained(error, server, call.model);
      }
    },
    async listModels(credentials, signal) {
      const server = serverOf(credentials);
      try {
        return await listServerModels(server, credentials, deps, signal);
      } catch (error) {
        throw explained(error, server, "");
      }
    },
  };
  const backendOf: Provider["backendOf"] = ({ server }) =>
    server === undefined ? provider : { ...provider, refusedSettings: refusedBySkills(server.skills, server.name) };
  return { ...provider, backendOf };
}

function serverOf({ server }: CredentialSource): ServerFacts {
  if (server === undefined) throw new Error("A compatible server was asked without saying which.");
  return server;
}
