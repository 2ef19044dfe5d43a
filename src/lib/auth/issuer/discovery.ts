import * as oauth from "oauth4webapi";
import { z } from "zod";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import { AppError } from "@/types/errors";
import { toNetworkFailure, toUpstreamFailure, type UpstreamFailure } from "./issuerFailure";
import { oauthRequest } from "./oauthRequest";

/** What is used of the document beside its issuer, which the library compares. */
const endpointsSchema = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  revocation_endpoint: z.url().nullish(),
});

/** The issuer's own description (OpenID Connect Discovery 1.0, §3), checked. */
export type OpenidServer = oauth.AuthorizationServer & { authorization_endpoint: string; token_endpoint: string };

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
export async function discoverServer(at: Issuer): Promise<OpenidServer> {
  const issuer = new URL(at.issuer);
  const response = await oauth
    .discoveryRequest(issuer, oauthRequest({ ...at, userAgent: PATCHBAY_AGENT }))
    .catch((error: unknown) => {
      throw unreachable(at, toNetworkFailure(error), error);
    });
  if (!response.ok) throw unreachable(at, await toUpstreamFailure(response, Date.now()));
  const server = await oauth.processDiscoveryResponse(issuer, response).catch((cause: unknown) => {
    const isOther = cause instanceof oauth.OperationProcessingError && cause.code === oauth.JSON_ATTRIBUTE_COMPARISON;
    throw refused(at, isOther ? "it names another issuer" : "it could not be read", cause);
  });
  return checkAddresses(at, server);
}

function checkAddresses(at: Issuer, server: oauth.AuthorizationServer): OpenidServer {
  const parsed = endpointsSchema.safeParse(server);
  if (!parsed.success) throw refused(at, "it could not be read");
  // The library takes an address with a slash at its end for the same.
  if (server.issuer !== at.issuer) throw refused(at, "it names another issuer");
  const { authorization_endpoint, token_endpoint, revocation_endpoint, jwks_uri } = parsed.data;
  const { origin } = new URL(at.issuer);
  const named = [authorization_endpoint, token_endpoint, jwks_uri, revocation_endpoint ?? authorization_endpoint];
  const isTrusted = (address: URL) => address.origin === origin || at.isTrusted?.(address) === true;
  if (!named.every((endpoint) => isTrusted(new URL(endpoint)))) throw refused(at, "it names addresses elsewhere");
  return { ...server, authorization_endpoint, token_endpoint };
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

function refused({ name, setting }: Issuer, reason: string, cause?: unknown): AppError {
  return new AppError(
    "upstream_rejected",
    `The description of ${name}'s sign-in server was refused: ${reason}. Something may stand between this computer and ${name}; check ${setting} and the network.`,
    { reason },
    { cause },
  );
}
