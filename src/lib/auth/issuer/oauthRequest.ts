import * as oauth from "oauth4webapi";
import { isLoopbackHost } from "@/types/outboundUrl";
import { REQUEST_TIMEOUT_MS } from "./issuerRequest";

export interface OauthRequest {
  issuer: string;
  fetch: typeof fetch;
  userAgent: string;
  /** By default 10 s from now. */
  signal?: AbortSignal;
}

/** How oauth4webapi reaches an issuer: our way out, our name, in time; plain http on this computer only. */
export function oauthRequest({
  issuer,
  fetch,
  userAgent,
  signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS),
}: OauthRequest) {
  const { protocol, hostname } = new URL(issuer);
  return {
    headers: { "user-agent": userAgent },
    signal,
    [oauth.customFetch]: (url: string, options: RequestInit) => fetch(url, options),
    [oauth.allowInsecureRequests]: protocol === "http:" && isLoopbackHost(hostname),
  };
}
