import { type Refusal, upstreamError } from "@/lib/llm/failure";
import { asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import { getFromUpstream } from "@/lib/llm/upstreamGet";
import type { UpstreamDeps } from "@/lib/llm/wire";
import type { CredentialSource } from "@/types/credential";
import type { AppError } from "@/types/errors";
import type { Source } from "@/types/llm";
import type { ResponsesBackend } from "./backends";
import { type Asker, toHttpFailure } from "./errors";

/** Recorded: as much as the Codex client asks for. */
const maxOutputTokens = 10_000;

export interface SearchRequest {
  backend: NonNullable<ResponsesBackend["search"]>;
  asker: Asker;
  /** The session that searches. */
  sessionId: string;
  /** What the person said last, as an item. */
  input: JsonObject[];
  credentials: CredentialSource;
  deps: Pick<UpstreamDeps, "fetch" | "timing">;
  signal: AbortSignal;
}

export interface Found {
  /** As the model is to read it. */
  text: string;
  sources: Source[];
}

/**
 * Searches the web by the plan backend's endpoint; no model is asked.
 * @throws AppError `unsupported_option` where it searches for nobody like us, and upstream codes
 */
export async function searchByEndpoint(query: string, request: SearchRequest): Promise<Found> {
  const { backend, asker, sessionId, input, credentials, deps, signal } = request;
  const body = {
    id: sessionId,
    model: asker.model,
    input,
    commands: { search_query: [{ q: query }] },
    settings: { allowed_callers: ["direct"], external_web_access: true },
    max_output_tokens: maxOutputTokens,
  };
  const toFailure = (refusal: Refusal, nowMs: number) => {
    const failure = toHttpFailure(refusal, asker, nowMs);
    return isFinal(failure.error) ? { error: noSearch(asker, asText(failure.error.facts.upstreamMessage)) } : failure;
  };
  const parse = (answer: unknown) => toFound(asText(asObject(answer).output));
  const { url, headers } = backend;
  return getFromUpstream({
    url,
    headers,
    body: JSON.stringify(body),
    parse,
    toFailure,
    asked: asker,
    credentials,
    deps,
    signal,
  });
}

/** Not the credential, the words of the query, the network, a limit or an outage: such a search is not to be had here. */
function isFinal({ code }: AppError): boolean {
  return code === "upstream_rejected" || code === "unsupported_option" || code === "plan_use_off";
}

/** The error for a model that searches in no way. */
export function noSearch(asker: Asker, words?: string) {
  const sentence = `${asker.upstream} does not let "${asker.model}" search the web with this account. Switch web search off, or choose another model or account.`;
  return upstreamError("unsupported_option", asker, { sentence, words, action: "choose_model" });
}

const link = /https?:\/\/[^\s<>"'`()[\]{}|\\^]+/g;

function toFound(text: string | undefined): Found | undefined {
  if (text === undefined) return undefined;
  const urls = [...text.matchAll(link)].map(([url]) => url.replace(/[.,;:!?]+$/, ""));
  return { text, sources: [...new Set(urls)].map((url) => ({ url })) };
}
