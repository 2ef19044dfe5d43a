import type { Credential, CredentialSource } from "@/types/credential";
import type { Model } from "@/types/providers";
import { type Asked, type Failure, type Refusal, toNetworkFailure, upstreamError } from "./failure";
import { readRefusal, type UpstreamDeps } from "./upstreamCall";

export interface ModelRequest {
  url(credential: Credential): string;
  headers(credential: Credential): Record<string, string>;
  parse(body: unknown): Model[];
  toFailure(refusal: Refusal, nowMs: number): Failure;
  asked: Asked;
  credentials: CredentialSource;
  deps: Pick<UpstreamDeps, "fetch" | "timing">;
  signal: AbortSignal;
}

/** One try, and two more for a credential that was refused: the caller has a list to fall back on. */
const maxTries = 3;

/** Fetches and parses a model list. @throws AppError upstream codes; an abort passes through */
export async function fetchModels(request: ModelRequest): Promise<Model[]> {
  for (let attempt = 1; attempt <= maxTries; attempt++) {
    const outcome = await tryFetch(request);
    if (Array.isArray(outcome)) return outcome;
    const { error, credentialRefused } = outcome;
    if (credentialRefused === undefined || attempt === maxTries) throw error;
    if (!(await request.credentials.refused(credentialRefused))) throw error;
  }
  throw upstreamError("upstream_unavailable", request.asked);
}

async function tryFetch(request: ModelRequest): Promise<Model[] | Failure> {
  const { asked, deps, signal } = request;
  const credential = await request.credentials.get();
  const url = request.url(credential);
  const headers = request.headers(credential);
  try {
    const response = await deps.fetch(url, { headers, redirect: "manual", signal });
    if (!response.ok) return request.toFailure(await readRefusal(response), deps.timing.now());
    const models = request.parse(await response.json());
    if (models.length > 0) return models;
    return { error: upstreamError("upstream_rejected", asked, { sentence: `${asked.upstream} listed no models.` }) };
  } catch (error) {
    signal.throwIfAborted();
    // A body that is no JSON: a page of some proxy, most likely.
    if (error instanceof SyntaxError) return { error: upstreamError("upstream_rejected", asked, {}, error) };
    const failure = toNetworkFailure(error, asked, false);
    if (failure === undefined) throw error;
    return failure;
  }
}
