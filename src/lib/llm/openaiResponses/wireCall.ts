import { ownerOf } from "@/lib/llm/answerState";
import type { Asked, Failure, Refusal } from "@/lib/llm/failure";
import { withFilesAsText } from "@/lib/llm/filesAsText";
import type { JsonObject } from "@/lib/llm/narrow";
import type { WireCall } from "@/lib/llm/wire";
import type { CredentialSource } from "@/types/credential";
import type { LlmCall } from "@/types/llm";
import type { ResponsesBackend } from "./backends";
import { type Concessions, learning } from "./concessions";
import { defaultInstructions, modelsEtagHeader } from "./constants";
import { type Asker, isPromptStyleComplaint, toHttpFailure, toStreamFailure } from "./errors";
import { isPiece } from "./pieces";
import { firstStyle, otherStyle, type SentStyle } from "./promptStyle";
import { createResponsesReader } from "./reader";
import { toRequestBody } from "./requestBody";
import type { ResponsesDeps } from "./responsesDeps";
import { readUsageHeaders } from "./usageReport";
import { isWrapped, unwrapping } from "./wrappedRoot";

export interface WireOptions {
  call: LlmCall;
  asker: Asker;
  ids: { cacheKey: string; requestId: string };
  credentials: CredentialSource;
  backend: ResponsesBackend;
  concessions: Concessions;
  deps: ResponsesDeps;
}

/** One request of a call; `searched` is what searches made for it have added, `searchIsOver` forbids more of them. */
export function createWireCall(options: WireOptions, searched: JsonObject[] = [], searchIsOver = false): WireCall {
  const { call, asker, ids, credentials, backend, concessions, deps } = options;
  const owner = ownerOf(call, credentials);
  /** Set once a complaint made us change the style; the other one then has to work. */
  let changedTo: SentStyle | undefined;
  let sent: SentStyle = "instructions";

  return {
    asked: asker satisfies Asked,
    async request(credential) {
      if (backend.onPlan) sent = changedTo ?? firstStyle(deps.promptStyle, credential.promptStyle);
      const body = toRequestBody(concessions.has("filesAsText") ? await withFilesAsText(call, deps.fileText) : call, {
        owner,
        onPlan: backend.onPlan,
        prompt: sent,
        defaultInstructions: backend.onPlan ? (deps.instructions ?? defaultInstructions) : undefined,
        cacheKey: ids.cacheKey,
        concessions,
        searched,
        searchIsOver,
      });
      return {
        url: backend.responsesUrl(credential),
        headers: backend.responsesHeaders(credential, ids),
        body: JSON.stringify(body),
      };
    },
    toFailure(refusal: Refusal, nowMs: number): Failure {
      const failure = toHttpFailure(refusal, asker, nowMs);
      if (concessions.learn(refusal)) return { ...failure, resend: true };
      const mayChange = backend.onPlan && deps.promptStyle === "auto" && changedTo === undefined;
      if (!mayChange || !isPromptStyleComplaint(refusal)) return failure;
      changedTo = otherStyle(sent);
      return { ...failure, resend: true };
    },
    observe: (headers) => ({
      usage: readUsageHeaders(headers),
      modelsEtag: headers.get(modelsEtagHeader) ?? undefined,
    }),
    ...(mayRelay(options) ? { isPiece } : {}),
    createReader: (nowMs) => {
      const reader = createResponsesReader({ asker, nowMs, owner, toFailure: learning(toStreamFailure, concessions) });
      return isWrapped(call) ? unwrapping(reader) : reader;
    },
    async accepted() {
      concessions.accepted();
      if (changedTo === undefined) return;
      // Only a saving for later calls: the answer that is coming must not be lost over it.
      await credentials.rememberPromptStyle?.(changedTo).catch(() => undefined);
    },
  };
}

/** A plan has events of its own, and what is unwrapped or searched for here is not what the upstream writes. */
function mayRelay({ call, backend }: WireOptions): boolean {
  const searches = call.webSearch !== undefined && call.webSearch !== false;
  return call.relay === "responses" && !backend.onPlan && !searches && call.jsonSchema === undefined;
}
