import { ownerOf } from "@/lib/llm/answerState";
import type { Asked, Failure, Refusal } from "@/lib/llm/failure";
import type { Fallbacks } from "@/lib/llm/fallbacks";
import { withFilesAsText } from "@/lib/llm/filesAsText";
import type { JsonObject } from "@/lib/llm/narrow";
import { filesSentAsText, settingLeftOut } from "@/lib/llm/notices";
import { toHttpFailure, toStreamFailure } from "@/lib/llm/openaiResponses/errors";
import type { ProviderEvent } from "@/lib/llm/provider";
import type { UpstreamDeps, UpstreamRequest, WireCall } from "@/lib/llm/wire";
import type { Credential, CredentialSource } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import { type Concession, concessionFor } from "./concessions";
import { createChatReader } from "./reader";
import { toChatBody } from "./requestBody";

export interface ChatOptions {
  asked: Asked;
  /** Where, and with which headers beside those of the protocol. */
  toAddress(credential: Credential): Pick<UpstreamRequest, "url" | "headers">;
  fallbacks: Fallbacks<Concession>;
  fileText: UpstreamDeps["fileText"];
}

/** One call by Chat Completions; what the server does not take is left away or put otherwise, once, and remembered. */
export function createChatCall(
  call: LlmCall,
  credentials: CredentialSource,
  { asked, toAddress, fallbacks, fileText }: ChatOptions,
): WireCall {
  const { id } = credentials.payer;
  const askedOf = { payer: id, model: call.model };
  const conceded = new Set(fallbacks.known(askedOf));
  const asker = { ...asked, onPlan: false };
  let sent: JsonObject = {};
  return {
    asked,
    async request(credential) {
      sent = toChatBody(conceded.has("files") ? await withFilesAsText(call, fileText) : call, id, conceded);
      const { url, headers } = toAddress(credential);
      return {
        url,
        headers: { accept: "text/event-stream", "content-type": "application/json", ...headers },
        body: JSON.stringify(sent),
      };
    },
    toFailure(refusal: Refusal, nowMs: number): Failure {
      const failure = toHttpFailure(refusal, asker, nowMs);
      const concession = concessionFor(refusal, sent);
      if (concession === undefined || conceded.has(concession)) return failure;
      conceded.add(concession);
      return { ...failure, resend: true };
    },
    createReader: (nowMs) =>
      createChatReader({
        asked,
        owner: ownerOf(call, credentials),
        notices: toNotices(call, conceded),
        mustSearch: typeof call.webSearch === "object",
        toStreamFailure: (error) => toStreamFailure(error, asker, nowMs()),
      }),
    async accepted() {
      fallbacks.remember(askedOf, conceded);
    },
  };
}

/** Of what was asked for and is not had; how usage or a limit is written is nobody's concern. */
function toNotices(
  { reasoningEffort, jsonSchema, files = [], model }: LlmCall,
  conceded: ReadonlySet<Concession>,
): ProviderEvent[] {
  const notices: ProviderEvent[] = [];
  if (reasoningEffort !== undefined && conceded.has("reasoning_effort")) {
    notices.push({ type: "notice", ...settingLeftOut("reasoningEffort", `by ${model}`) });
  }
  if (jsonSchema !== undefined && conceded.has("json_schema")) {
    const message = `"${model}" cannot be bound by the JSON schema here; it was asked for in words.`;
    notices.push({ type: "notice", code: "schema_in_words", message });
  }
  if (files.length > 0 && conceded.has("files")) {
    notices.push({ type: "notice", ...filesSentAsText });
  }
  return notices;
}
