import { heldItems, ownerOf, type StateOwner } from "@/lib/llm/answerState";
import type { Refusal } from "@/lib/llm/failure";
import { asArray, asObject } from "@/lib/llm/narrow";
import { readSaid } from "@/lib/llm/said";
import type { WireCall } from "@/lib/llm/wire";
import type { CredentialSource } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import { providerNames } from "@/types/providerTable";
import { authorizationOf, rootOf } from "./address";
import { streamPath } from "./constants";
import { toGeminiFailure } from "./errors";
import { createGeminiReader } from "./reader";
import { toGeminiBody } from "./requestBody";

export interface GeminiWire extends WireCall {
  /** What the model had thought before went not with the request. */
  isReasoningDropped(): boolean;
}

/** One call; sent again without the signatures of earlier thoughts where these are refused. */
export function createWireCall(call: LlmCall, credentials: CredentialSource, baseUrl: string): GeminiWire {
  const asked = { upstream: providerNames.google, model: call.model };
  const owner = ownerOf(call, credentials);
  let withoutSignatures = false;
  return {
    asked,
    isReasoningDropped: () => hasSignatures(call, owner, withoutSignatures),
    request: (credential) => ({
      url: rootOf(credential.baseUrl ?? baseUrl) + streamPath(call.model),
      headers: { accept: "text/event-stream", "content-type": "application/json", ...authorizationOf(credential) },
      body: JSON.stringify(toGeminiBody(call, { owner, withoutSignatures })),
    }),
    toFailure(refusal: Refusal, nowMs: number) {
      const failure = toGeminiFailure(refusal, asked, nowMs);
      const isRefused = refusal.status === 400 && /thought.?signature/i.test(readSaid(refusal.body).words ?? "");
      if (!isRefused || withoutSignatures) return failure;
      withoutSignatures = true;
      return { ...failure, resend: true };
    },
    createReader: () =>
      createGeminiReader(asked, {
        owner,
        mustSearch: mustSearch(call),
        onlyOneCall: call.parallelToolCalls === false,
        newId: () => `call_${crypto.randomUUID()}`,
      }),
  };
}

/** Whether some answer held thoughts that are not sent: they are another account's or model's, or were refused. */
function hasSignatures({ messages }: LlmCall, owner: StateOwner, isRefused: boolean): boolean {
  const held = messages.map((message) => heldItems(message, owner)).filter((one) => one !== undefined);
  const unsent = held.filter(({ isForeign }) => isForeign || isRefused);
  return unsent.some(({ items }) => items.some(({ thoughtSignature }) => thoughtSignature !== undefined));
}

/** A search that was made on the way to this answer is one. */
function mustSearch({ webSearch, messages }: LlmCall): boolean {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "user") + 1);
  const held = since.flatMap((message) => (message.role === "assistant" ? asArray(message.state?.items) : []));
  return typeof webSearch === "object" && !held.some((part) => asObject(part).toolResponse !== undefined);
}
