import { z } from "zod";
import { toNetworkFailure, toUpstreamFailure, type UpstreamFailure } from "@/lib/auth/flows/codex/upstreamFailure";
import { AppError } from "@/types/errors";
import { REQUEST_TIMEOUT_MS, type SiwcContext } from "./siwcProtocol";

/** OpenID Connect Discovery 1.0, §3; only what is used. */
const discoverySchema = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  revocation_endpoint: z.url().nullish(),
});

export interface SiwcEndpoints {
  authorization: string;
  token: string;
  /** OpenAI's own sample tolerates its absence (protocol note, §2). */
  revocation: string | undefined;
}

/**
 * Reads the issuer's endpoints. Refused unless the document names exactly this issuer and all of its endpoints stand
 * on the issuer's own origin (protocol note, §2).
 * @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked`
 */
export async function discover({ settings: { issuer }, fetch }: SiwcContext): Promise<SiwcEndpoints> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
    redirect: "manual",
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw unreachable(toNetworkFailure(error), error);
  });
  if (!response.ok) throw unreachable(await toUpstreamFailure(response, Date.now()));
  return checkDiscovery(await response.json().catch(() => undefined), issuer);
}

function checkDiscovery(body: unknown, issuer: string): SiwcEndpoints {
  const parsed = discoverySchema.safeParse(body);
  if (!parsed.success) throw refused("it could not be read");
  const { authorization_endpoint, token_endpoint, revocation_endpoint, jwks_uri } = parsed.data;
  if (parsed.data.issuer !== issuer) throw refused("it names another issuer");
  const { origin } = new URL(issuer);
  const named = [authorization_endpoint, token_endpoint, jwks_uri, revocation_endpoint ?? authorization_endpoint];
  if (named.some((endpoint) => new URL(endpoint).origin !== origin)) throw refused("it names addresses elsewhere");
  return {
    authorization: authorization_endpoint,
    token: token_endpoint,
    revocation: revocation_endpoint ?? undefined,
  };
}

function unreachable(failure: UpstreamFailure, cause?: unknown): AppError {
  const facts = { status: failure.status, upstreamCode: failure.code };
  if (failure.status === 403 || failure.isPage) {
    return new AppError(
      "egress_blocked",
      "OpenAI's sign-in server refuses requests from this server's network address. Try another network or a proxy (HTTPS_PROXY).",
      facts,
      { cause },
    );
  }
  return new AppError(
    "upstream_unavailable",
    `OpenAI's sign-in server could not be reached (${failure.code}). Check this computer's connection and proxy, then try again.`,
    facts,
    { cause },
  );
}

function refused(reason: string): AppError {
  return new AppError(
    "upstream_rejected",
    `The description of OpenAI's sign-in server was refused: ${reason}. Something may stand between this computer and OpenAI; check OPENAI_AUTH_ISSUER and the network.`,
    { reason },
  );
}
