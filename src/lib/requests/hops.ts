import type { RequestMethod } from "@/lib/nodes/requestPort";
import { AppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import { type OpenSecrets, requireSecretsFor, secretsRepeatedIn } from "./fillSecrets";

/** A request as it goes over the wire. */
export interface Hop {
  url: URL;
  method: RequestMethod;
  headers: Headers;
  /** Headers that hold a secret, in lower case. */
  secretHeaders: ReadonlySet<string>;
  body?: string;
  /** A secret is in the body. */
  hasSecretBody: boolean;
}

export const MAX_REDIRECTS = 5;
const redirects = new Set([301, 302, 303, 307, 308]);
/** Credentials of the place they were written for, secret or not. */
const ownHeaders = ["authorization", "cookie"];

/**
 * Where an answer sends a request on to, undefined where it does not. To another origin no secret goes along, in no
 * header, not in the body, and not in the address. @throws AppError `upstream_rejected`, `egress_blocked`
 */
export function nextHop(hop: Hop, response: Response, secrets: OpenSecrets): Hop | undefined {
  const location = response.headers.get("location");
  if (!redirects.has(response.status) || location === null) return undefined;
  const url = URL.parse(location, hop.url);
  if (url === null) {
    throw new AppError("upstream_rejected", `${hop.url.host} sent the request on to what is no address.`);
  }
  url.hash = "";
  const isElsewhere = url.origin !== hop.url.origin;
  // A server often sends on with all of the query. Before any words that name the origin: it may be made of one.
  if (isElsewhere) requireSecretsFor(url.origin, secretsRepeatedIn(url, secrets), false);
  if (isLoopbackHost(url.hostname) && !isLoopbackHost(hop.url.hostname)) {
    throw new AppError(
      "egress_blocked",
      `${hop.url.host} sent the request on to this computer, which is not followed.`,
    );
  }
  // As browsers do it (https://fetch.spec.whatwg.org/#http-redirect-fetch).
  const isRead = response.status === 303 || (response.status < 303 && hop.method === "POST");
  const method = isRead && hop.method !== "HEAD" ? "GET" : hop.method;
  const { body } = method === hop.method ? hop : { body: undefined };
  if (isElsewhere && body !== undefined && hop.hasSecretBody) {
    const message = `${hop.url.host} sent the request on to ${url.origin}, where the secret in its body does not go.`;
    throw new AppError("egress_blocked", message, { origin: url.origin });
  }
  const headers = new Headers(hop.headers);
  if (isElsewhere) for (const name of [...ownHeaders, ...hop.secretHeaders]) headers.delete(name);
  if (body === undefined) for (const name of ["content-type", "content-encoding"]) headers.delete(name);
  return { ...hop, url, method, headers, body };
}
