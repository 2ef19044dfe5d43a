import { ownerOf } from "@/lib/llm/answerState";
import type { Asked, Refusal } from "@/lib/llm/failure";
import type { AskedOf, Fallbacks } from "@/lib/llm/fallbacks";
import { asArray, asObject } from "@/lib/llm/narrow";
import type { WireCall } from "@/lib/llm/wire";
import type { Credential, CredentialSource } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import { messagesPath } from "./constants";
import { type Refusable, refusedPart, toAnthropicFailure } from "./errors";
import type { ModelFacts } from "./modelFacts";
import { createAnthropicReader, type Paused } from "./reader";
import { isSchemaText, toAnthropicBody } from "./requestBody";
import { bindsTools } from "./tools";

export interface WireOptions {
  asked: Asked;
  facts: ModelFacts;
  fallbacks: Fallbacks<Refusable>;
  before: Paused;
  onPause(paused: Paused): void;
  rootOf(credential: Credential): string;
  headersOf(credential: Credential): Record<string, string>;
}

/** One request of a call, which may be several: what the model does not take is asked for in another way, once. */
export function createWireCall(call: LlmCall, credentials: CredentialSource, options: WireOptions): WireCall {
  const { asked, facts, fallbacks, before, onPause, rootOf, headersOf } = options;
  const owner = ownerOf(call, credentials);
  const asker: AskedOf = { payer: owner.payer, model: call.model };
  const refused = new Set<Refusable>(fallbacks.known(asker));
  const learnt = new Set<Refusable>();

  function style() {
    return {
      facts,
      owner,
      strict: facts.structured && !refused.has("strict tools"),
      laterSearch: refused.has("search"),
      schemaAsText: refused.has("schema"),
    };
  }

  function isUsed(part: Refusable): boolean {
    if (part === "search") return Boolean(call.webSearch);
    if (part === "schema") return call.jsonSchema !== undefined && !isSchemaText(call, style());
    return facts.structured && bindsTools(call);
  }

  return {
    asked,
    request: (credential) => ({
      url: rootOf(credential) + messagesPath,
      headers: { accept: "text/event-stream", "content-type": "application/json", ...headersOf(credential) },
      body: JSON.stringify(toAnthropicBody(call, style(), before.blocks)),
    }),
    toFailure(refusal: Refusal, nowMs: number) {
      const failure = toAnthropicFailure(refusal, asked, nowMs);
      const part = refusedPart(refusal);
      if (part === undefined || refused.has(part) || !isUsed(part)) return failure;
      refused.add(part);
      learnt.add(part);
      return { ...failure, resend: true };
    },
    createReader: () => createAnthropicReader(asked, { owner, before, onPause, mustSearch: mustSearch(call) }),
    async accepted() {
      // What was refused for another reason is not remembered: only a request that was taken without it tells.
      fallbacks.remember(asker, learnt);
    },
  };
}

/** A search that was made on the way to this answer is one. */
function mustSearch({ webSearch, messages }: LlmCall): boolean {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "user") + 1);
  const held = since.flatMap((message) => (message.role === "assistant" ? asArray(message.state?.items) : []));
  return typeof webSearch === "object" && !held.some((item) => asObject(item).type === "web_search_tool_result");
}
