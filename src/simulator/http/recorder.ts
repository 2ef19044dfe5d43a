import { createHash } from "node:crypto";
import type { RecordedRequest } from "@/simulator/types";
import type { Exchange } from "./exchange";

const keptRequests = 20_000;
/** Headers whose values are not secret and say which client came and how. */
const keptHeaders = [
  "accept",
  "anthropic-version",
  "accept-encoding",
  "chatgpt-account-id",
  "content-type",
  "openai-organization",
  "openai-project",
  "originator",
  "user-agent",
  "version",
  "x-codex-routing-hint",
  "x-openai-account-routing-override",
  "x-openai-internal-codex-responses-lite",
];
const secretParameters = new Set(["key", "code", "state", "code_challenge", "user_code"]);

/** First 8 hex characters of the SHA-256: enough to see whether two secrets are the same, not to use one. */
export function fingerprint(secret: string | undefined): string | undefined {
  return secret === undefined ? undefined : createHash("sha256").update(secret).digest("hex").slice(0, 8);
}

/** Keeps what may be known of an answered request; the oldest are forgotten. */
export function record(requests: RecordedRequest[], exchange: Exchange): RecordedRequest {
  const { headers } = exchange.req;
  const seen: Record<string, unknown> = {};
  for (const name of keptHeaders) if (headers[name] !== undefined) seen[name] = headers[name];
  const bearer =
    headers.authorization?.replace(/^Bearer /i, "") ?? (headers["x-api-key"] ?? headers["x-goog-api-key"])?.toString();
  for (const [name, value] of exchange.query) {
    seen[`?${name}`] = secretParameters.has(name) ? fingerprint(value) : value;
  }
  const request: RecordedRequest = {
    method: exchange.method,
    path: exchange.path,
    status: exchange.res.statusCode,
    facts: { ...seen, credential: fingerprint(bearer), ...exchange.facts },
  };
  requests.push(request);
  if (requests.length > keptRequests) requests.shift();
  return request;
}
