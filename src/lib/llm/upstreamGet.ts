import type { Credential, CredentialSource } from "@/types/credential";
import { readRefusal } from "./answerBody";
import { checkHeaders } from "./checkHeaders";
import { type Asked, type Failure, type Refusal, upstreamError } from "./failure";
import { toNetworkFailure } from "./networkFailure";
import type { UpstreamDeps } from "./wire";

export interface UpstreamGet<T> {
  url(credential: Credential): string;
  headers(credential: Credential): Record<string, string>;
  /** JSON text; with it the request is a POST. */
  body?: string;
  /** Undefined: the answer is not what was asked for. */
  parse(body: unknown, headers: Headers, credential: Credential): T | undefined;
  toFailure(refusal: Refusal, nowMs: number): Failure;
  asked: Asked;
  credentials: CredentialSource;
  deps: Pick<UpstreamDeps, "fetch" | "timing">;
  signal: AbortSignal;
}

/** One try, and two more for a credential that was refused: the caller has something to fall back on. */
const maxTries = 3;

/** Fetches and parses what is no model call, such as a model list or a search. @throws AppError upstream codes; an abort passes through */
export async function getFromUpstream<T>(request: UpstreamGet<T>): Promise<T> {
  for (let attempt = 1; attempt <= maxTries; attempt++) {
    const outcome = await tryGet(request);
    if ("value" in outcome) return outcome.value;
    const { error, credentialRefused } = outcome;
    if (credentialRefused === undefined || attempt === maxTries) throw error;
    if (!(await request.credentials.refused(credentialRefused))) throw error;
  }
  throw upstreamError("upstream_unavailable", request.asked);
}

async function tryGet<T>(request: UpstreamGet<T>): Promise<{ value: T } | Failure> {
  const { asked, deps, signal } = request;
  const credential = await request.credentials.get();
  const url = request.url(credential);
  const headers = request.headers(credential);
  checkHeaders(headers, asked);
  try {
    const sent = request.body === undefined ? {} : { method: "POST", body: request.body };
    const fetch = request.credentials.fetch ?? deps.fetch;
    const response = await fetch(url, { ...sent, headers, redirect: "manual", signal });
    if (!response.ok) return request.toFailure(await readRefusal(url, response), deps.timing.now());
    const value = request.parse(await response.json(), response.headers, credential);
    if (value !== undefined) return { value };
    const sentence = `${asked.upstream} gave an answer that holds nothing of what was asked for.`;
    return { error: upstreamError("upstream_rejected", asked, { sentence }) };
  } catch (error) {
    signal.throwIfAborted();
    // A body that is no JSON: a page of some proxy, or of a website that a base URL leads to.
    if (error instanceof SyntaxError) {
      const sentence = `${url.replace(/\?.*$/, "")} gave something else than JSON, a page most likely. Check the base URL.`;
      return { error: upstreamError("upstream_rejected", asked, { sentence }, error) };
    }
    const failure = toNetworkFailure(error, asked, false);
    if (failure === undefined) throw error;
    return failure;
  }
}
