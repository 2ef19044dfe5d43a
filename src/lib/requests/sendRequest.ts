import type { NodeAssets } from "@/lib/nodes/nodeKind";
import type { NamedText, RequestToSend, SendRequest } from "@/lib/nodes/requestPort";
import { secretsIn } from "@/lib/nodes/requestText";
import { pause } from "@/lib/pause";
import { parseRetryAfter } from "@/lib/retryAfter";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import { createPlaces, type Places } from "@/lib/worker/places";
import { AppError, isAppError } from "@/types/errors";
import { fillSecrets, hideSecrets, type OpenSecrets, originWithoutSecrets, requireSecretsFor } from "./fillSecrets";
import { type Hop, MAX_REDIRECTS, nextHop } from "./hops";
import { type OutboundRules, requireOutbound } from "./outbound";
import { beginning, readBytes, toBody, toText } from "./readAnswer";
import { toRequestFailure } from "./requestFailure";
import type { SecretStore } from "./secretStore";

export interface SendRequestDeps {
  fetch: typeof fetch;
  secrets: Pick<SecretStore, "open">;
  assets: Pick<NodeAssets, "keep">;
  rules: OutboundRules;
  /** Of one try, its redirects and its answer included, in ms. */
  timeoutMs?: number;
  /** Waits; in ms. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<unknown>;
}

const TIMEOUT_MS = 60_000;
const MAX_TRIES = 3;
/** Before the second and the third try where the server names no time, in ms. */
const PAUSES_MS = [500, 2000];
/** A server that wants a longer pause is not waited for, in ms. */
const MAX_PAUSE_MS = 30_000;
const passing = new Set([429, 502, 503, 504]);
/** At once to one origin: a list of thousands is no attack. */
const AT_ONCE = 6;
const MAX_ORIGINS = 200;

/** What would be refused before anything is sent: the address, its secrets, the body. @throws AppError */
export function createRequestCheck(deps: Pick<SendRequestDeps, "secrets" | "rules">) {
  return async (request: RequestToSend): Promise<void> => void (await toHop(request, deps));
}

/** What one try came to: an answer, or a failure that may pass by itself. */
type Tried =
  | { failure: AppError }
  /** With a status that passes, the pause that the server wants. */
  | { response: Response; host: string; bytes: Uint8Array; waitMs?: number | undefined };

/** Makes the one way in which nodes ask other servers. */
export function createSendRequest(deps: SendRequestDeps): SendRequest {
  const { assets, sleep = pause } = deps;
  const placesOf = createOriginPlaces();
  return async (request, signal) => {
    const { hop, secrets } = await toHop(request, deps);
    const tries = isSafe(hop) ? MAX_TRIES : 1;
    const leave = await placesOf(hop.url.origin).take(signal);
    try {
      for (let one = 1; ; one++) {
        const tried = await tryOnce(hop, secrets, deps, signal);
        if (one < tries && mayPass(tried)) {
          await sleep(pauseBefore(tried, one), signal);
          continue;
        }
        if ("failure" in tried) throw tried.failure;
        const { response, host } = tried;
        const bytes = hideSecrets(tried.bytes, secrets);
        const type = response.headers.get("content-type");
        if (response.status >= 400) {
          const reason = Buffer.from(hideSecrets(Buffer.from(response.statusText), secrets)).toString();
          throw refused(response.status, reason, host, toText(bytes, type) ?? "");
        }
        const body = request.method === "HEAD" ? null : await toBody(bytes, { as: request.as, type, host }, assets);
        return { status: response.status, body };
      }
    } finally {
      leave();
    }
  };
}

function mayPass(tried: Tried): boolean {
  if ("failure" in tried) return tried.failure.code.startsWith("upstream_");
  return passing.has(tried.response.status) && (tried.waitMs ?? 0) <= MAX_PAUSE_MS;
}

function pauseBefore(tried: Tried, one: number): number {
  const wished = "failure" in tried ? undefined : tried.waitMs;
  return wished ?? PAUSES_MS[one - 1] ?? 0;
}

/** Whether it may be sent again after nobody knows what. */
function isSafe({ method, headers }: Hop): boolean {
  return (method !== "POST" && method !== "PATCH") || headers.has("idempotency-key");
}

/** Puts the secrets in, each of which may go where this goes. @throws AppError */
async function toHop(request: RequestToSend, { secrets: store, rules }: Pick<SendRequestDeps, "secrets" | "rules">) {
  const { method, headers, body } = request;
  const texts = [request.url, ...headers.map(([, value]) => value), ...(body === undefined ? [] : [body])];
  const secrets: OpenSecrets = new Map(
    await Promise.all(secretsIn(texts).map(async (name) => [name, await store.open(name)] as const)),
  );
  const url = toUrl(fillSecrets(request.url, secrets));
  // Else the words of a refusal would tell it to whoever wrote the address.
  if (originWithoutSecrets(request.url) !== url.origin) requireSecretsFor(url.origin, secrets, false);
  requireOutbound(url, rules);
  requireSecretsFor(url.origin, secrets);
  const filled = body === undefined ? undefined : fillSecrets(body, secrets);
  if (filled !== undefined && request.isJson) requireJson(filled);
  const hop: Hop = {
    ...{ url, method, headers: toHeaders(request, secrets) },
    secretHeaders: new Set(headers.filter(([, value]) => hasSecret(value)).map(([name]) => name.toLowerCase())),
    ...(filled === undefined ? {} : { body: filled }),
    hasSecretBody: body !== undefined && hasSecret(body),
  };
  return { hop, secrets };
}

function hasSecret(text: NamedText): boolean {
  return text.some((part) => typeof part !== "string");
}

/** What it holds is in no word of this: a secret may be in it. */
function toUrl(text: string): URL {
  const url = URL.parse(text.trim());
  if (url === null) throw new AppError("invalid_request", "The address of the request is none: https://host/path.");
  // A value would else climb to another path than the one that was written.
  const path = text
    .trim()
    .replace(/^[a-z+.-]+:\/\/[^/?#]*/i, "")
    .replace(/[?#].*$/s, "");
  if (path.split(/[/\\]/).some((part) => /^(?:\.|%2e){1,2}$/i.test(part))) {
    throw new AppError("invalid_request", "A part of the address is . or .., which would lead to another path.");
  }
  url.hash = "";
  return url;
}

function toHeaders({ headers, isJson }: RequestToSend, secrets: OpenSecrets): Headers {
  const sent = new Headers({ accept: "*/*", "user-agent": PATCHBAY_AGENT });
  if (isJson) sent.set("content-type", "application/json");
  for (const [name, value] of headers) {
    try {
      sent.set(name, fillSecrets(value, secrets));
    } catch {
      const message = `The header ${name} cannot hold what stands there: it is one line, in Latin letters.`;
      throw new AppError("invalid_request", message, { header: name });
    }
  }
  return sent;
}

function requireJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    const message =
      "The body is no JSON once its places are filled. Say another content-type, or look at commas and quotes.";
    throw new AppError("invalid_request", message);
  }
}

/** One try with its redirects. @throws AppError what no other try would change; an abort */
async function tryOnce(first: Hop, secrets: OpenSecrets, deps: SendRequestDeps, signal: AbortSignal): Promise<Tried> {
  const { timeoutMs = TIMEOUT_MS } = deps;
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let hop = first;
  try {
    for (let redirect = 0; redirect <= MAX_REDIRECTS; redirect++) {
      const { url, method, headers, body = null } = hop;
      const response = await deps.fetch(url, { method, headers, body, redirect: "manual", signal: until });
      const next = nextHop(hop, response, secrets);
      if (next === undefined) return await toTried(response, hop.url.host);
      await response.body?.cancel();
      requireOutbound(next.url, deps.rules);
      hop = next;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (isAppError(error)) throw error;
    return { failure: toRequestFailure(error, hop.url.host, timeoutMs) };
  }
  throw new AppError("upstream_rejected", `${hop.url.host} sent the request on and on.`, { host: hop.url.host });
}

/** A status that passes is told with the pause that the server wants. */
async function toTried(response: Response, host: string): Promise<Tried> {
  const bytes = await readBytes(response, host);
  if (!passing.has(response.status)) return { response, host, bytes };
  return { response, host, bytes, waitMs: parseRetryAfter(response.headers, Date.now()) };
}

function refused(status: number, reason: string, host: string, text: string): AppError {
  const said = beginning(text);
  const message = `${host} answered ${status}${reason === "" ? "" : ` ${reason}`}${said === "" ? "." : `: ${said}`}`;
  return new AppError("upstream_rejected", message, { status, host });
}

/** Requests wait for each other by origin; those of origins that nobody asked lately are forgotten. */
function createOriginPlaces(): (origin: string) => Places {
  const known = new Map<string, Places>();
  return (origin) => {
    const places = known.get(origin) ?? createPlaces(AT_ONCE);
    known.delete(origin);
    known.set(origin, places);
    const [oldest] = known.keys();
    if (known.size > MAX_ORIGINS && oldest !== undefined) known.delete(oldest);
    return places;
  };
}
