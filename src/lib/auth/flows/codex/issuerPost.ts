import { codexUserAgent } from "@/lib/userAgent";
import type { CodexContext } from "./codexProtocol";

/** Sends JSON to the issuer as the Codex client does with refresh and revoke. Throws what `fetch` throws. */
export function postToIssuer(
  { settings, fetch }: CodexContext,
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${settings.issuer}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: {
      "content-type": "application/json",
      originator: settings.originator,
      "user-agent": codexUserAgent(settings),
    },
    body: JSON.stringify(body),
    signal,
  });
}
