import { ownerOf } from "@/lib/llm/answerState";
import type { Fallbacks } from "@/lib/llm/fallbacks";
import type { ProviderEvent } from "@/lib/llm/provider";
import { callUpstream } from "@/lib/llm/upstreamCall";
import type { CredentialSource } from "@/types/credential";
import { isAppError } from "@/types/errors";
import type { LlmCall } from "@/types/llm";
import { providerNames } from "@/types/providerTable";
import type { ResponsesBackend } from "./backends";
import { toCacheKey } from "./cacheKey";
import { commonRules, planRules } from "./concessionRules";
import { type Concession, createConcessions } from "./concessions";
import { finishAnswer, noticesOf } from "./finishAnswer";
import { toInput } from "./inputItems";
import type { ResponsesDeps } from "./responsesDeps";
import { noSearch, searchByEndpoint } from "./searchEndpoint";
import { answerInRounds } from "./searchRounds";
import { createWireCall, type WireOptions } from "./wireCall";

export interface AnswerOptions {
  call: LlmCall;
  credentials: CredentialSource;
  signal: AbortSignal;
  backend: ResponsesBackend;
  fallbacks: Fallbacks<Concession>;
  deps: ResponsesDeps;
}

/** One answer on a plan or a key, by as many requests as what it concedes and searches for makes needed. */
export async function* streamAnswer(options: AnswerOptions): AsyncGenerator<ProviderEvent, void, undefined> {
  const { call, credentials, signal, backend, fallbacks, deps } = options;
  const asker = {
    upstream: backend.upstream ?? providerNames[backend.provider],
    model: call.model,
    onPlan: backend.onPlan,
  };
  const asked = { payer: credentials.payer.id, model: call.model };
  const rules = backend.search === undefined ? commonRules : planRules;
  const concessions = createConcessions({ call, asked, rules, fallbacks });
  const ids = { cacheKey: toCacheKey(call, credentials.payer.id), requestId: deps.newSessionId() };
  const wire: WireOptions = { call, asker, ids, credentials, backend, concessions, deps };
  const searches = call.webSearch !== undefined && call.webSearch !== false;
  if (searches && concessions.has("noSearch")) throw noSearch(asker);

  const answer = answerInRounds({
    ask: (searched, isOver) => callUpstream(createWireCall(wire, searched, isOver), credentials, deps, signal),
    search: (query) => search(query, wire, signal),
  });
  yield* finishAnswer(answer, call, () => noticesOf(concessions, call, credentials));
}

/** That an account may not search at all is remembered: the model need not be asked, and paid, to find out again. */
async function search(query: string, wire: WireOptions, signal: AbortSignal) {
  const { backend, call, concessions, credentials, asker, ids, deps } = wire;
  if (backend.search === undefined) throw noSearch(asker);
  const last = call.messages.filter(({ role }) => role === "user").slice(-1);
  const input = toInput({ ...call, images: [], files: [], messages: last }, { owner: ownerOf(call, credentials) });
  const request = { backend: backend.search, asker, sessionId: ids.cacheKey, input, credentials, deps, signal };
  try {
    return await searchByEndpoint(query, request);
  } catch (error) {
    if (isAppError(error) && error.code === "unsupported_option") concessions.concede("noSearch");
    throw error;
  }
}
