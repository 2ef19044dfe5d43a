import { None } from "oauth4webapi";
import { discoverServer, type OpenidServer } from "@/lib/auth/issuer/discovery";
import type { OpenidClient } from "@/lib/auth/issuer/tokenForms";
import { RESOURCE, type SiwcContext } from "./siwcProtocol";

/**
 * OpenAI's endpoints; all must stand on its own origin, and the one for revocation may be absent.
 * @throws AppError `upstream_unavailable`, `upstream_rejected`, `egress_blocked`
 */
export function discover({ settings: { issuer }, fetch }: SiwcContext): Promise<OpenidServer> {
  return discoverServer({ issuer, name: "OpenAI", setting: "OPENAI_AUTH_ISSUER", fetch });
}

/** A public client that OpenAI registered for one person. */
export function siwcClient(context: SiwcContext, clientId: string): OpenidClient {
  return {
    fetch: context.fetch,
    discover: () => discover(context),
    issuerName: "OpenAI",
    client: { client_id: clientId },
    authentication: None(),
    tokenParameters: { resource: RESOURCE },
    revocationParameters: { token_type_hint: "refresh_token", client_id: clientId },
  };
}
