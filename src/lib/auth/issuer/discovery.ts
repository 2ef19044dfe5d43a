import { z } from "zod";
import { AppError } from "@/types/errors";
import { toNetworkFailure, toUpstreamFailure, type UpstreamFailure } from "./issuerFailure";
import { REQUEST_TIMEOUT_MS } from "./issuerRequest";

/** OpenID Connect Discovery 1.0, §3; only what is used. */
const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  revocation_endpoint: z.url().nullish(),
});

export interface OpenidEndpoints {
  authorization: string;
  token: string;
  revocation: string | undefined;
}

export interface Issuer {
  issuer: string;
  /** In messages. */
  name: string;
  /** The variable that holds `issuer`. */
  setting: string;
  /** Where endpoints may be beside the issuer's own origin. */
  isTrusted?: (address: URL) => boolean;
  fetch: typeof fetch;
}

/**
 * Reads the issuer's endpoints. Refused unless the document names exactly this issuer and all of its endpoints stand
 * on the issuer's own origin or a trusted one.
 * @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked`
 */
export async function discoverEndpoints(at: Issuer): Promise<OpenidEndpoints> {
  const response = await at
    .fetch(`${at.issuer}/.well-known/openid-configuration`, {
      redirect: "manual",
      headers: { accept: "application/json" },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
    .catch((error: unknown) => {
      throw unreachable(at, toNetworkFailure(error), error);
    });
  if (!response.ok) throw unreachable(at, await toUpstreamFailure(response, Date.now()));
  return checkDiscovery(at, await response.json().catch(() => undefined));
}

function checkDiscovery(at: Issuer, body: unknown): OpenidEndpoints {
  const parsed = discoverySchema.safeParse(body);
  if (!parsed.success) throw refused(at, "it could not be read");
  const { authorization_endpoint, token_endpoint, revocation_endpoint, jwks_uri } = parsed.data;
  if (parsed.data.issuer !== at.issuer) throw refused(at, "it names another issuer");
  const { origin } = new URL(at.issuer);
  const named = [authorization_endpoint, token_endpoint, jwks_uri, revocation_endpoint ?? authorization_endpoint];
  const isTrusted = (address: URL) => address.origin === origin || at.isTrusted?.(address) === true;
  if (!named.every((endpoint) => isTrusted(new URL(endpoint)))) throw refused(at, "it names addresses elsewhere");
  return {
    authorization: authorization_endpoint,
    token: token_endpoint,
    revocation: revocation_endpoint ?? undefined,
  };
}

function unreachable({ name }: Issuer, failure: UpstreamFailure, cause?: unknown): AppError {
  const facts = { status: failure.status, upstreamCode: failure.code };
  if (failure.status === 403 || failure.isPage) {
    return new AppError(
      "egress_blocked",
      `${name}'s sign-in server refuses requests from this server's network address. Try another network or a proxy (HTTPS_PROXY).`,
      facts,
      { cause },
    );
  }
  return new AppError(
    "upstream_unavailable",
    `${name}'s sign-in server could not be reached (${failure.code}). Check this computer's connection and proxy, then try again.`,
    facts,
    { cause },
  );
}

function refused({ name, setting }: Issuer, reason: string): AppError {
  return new AppError(
    "upstream_rejected",
    `The description of ${name}'s sign-in server was refused: ${reason}. Something may stand between this computer and ${name}; check ${setting} and the network.`,
    { reason },
  );
}
