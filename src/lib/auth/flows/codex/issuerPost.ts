import { REQUEST_TIMEOUT_MS } from "@/lib/auth/issuer/issuerRequest";
import { codexUserAgent } from "@/lib/userAgent";
import type { CodexContext, CodexSettings } from "./codexProtocol";

/** Sends JSON to the issuer, by default within 10 s. Throws what `fetch` throws. */
export function postToIssuer(
  { settings, fetch }: CodexContext,
  path: string,
  body: object,
  { signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS), headers = {} }: Pick<RequestInit, "signal" | "headers"> = {},
): Promise<Response> {
  return fetch(`${settings.issuer}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal,
  });
}

/** The Codex client names itself when it refreshes and revokes, and at no other request to the issuer. */
export function clientHeaders(settings: CodexSettings): Record<string, string> {
  return { originator: settings.originator, "user-agent": codexUserAgent(settings) };
}
