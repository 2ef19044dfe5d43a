import { createHash } from "node:crypto";
import { createLocalJWKSet, jwtVerify } from "jose";
import { errors } from "oidc-provider";
import { people } from "@/simulator/people";
import { clientId, type OidcServer, tokenExchangeGrant } from "./provider";

/** The RFC 8693 exchange of an id token for an API key: workspace plans only. */
export function registerApiKeyExchange(server: OidcServer): void {
  const { provider, keys } = server;
  const parameters = ["requested_token", "subject_token", "subject_token_type"];
  provider.registerGrantType(
    tokenExchangeGrant,
    async (context) => {
      const { requested_token, subject_token, subject_token_type } = context.oidc.params ?? {};
      if (requested_token !== "openai-api-key") throw new errors.InvalidRequest("requested_token is not supported");
      if (subject_token_type !== "urn:ietf:params:oauth:token-type:id_token") {
        throw new errors.InvalidRequest("subject_token_type is not supported");
      }
      const jwks = createLocalJWKSet({ keys: keys.published() });
      const verified = await jwtVerify(String(subject_token), jwks, {
        issuer: provider.issuer,
        audience: clientId,
      }).catch(() => undefined);
      if (verified === undefined) throw new errors.InvalidGrant("subject token is not valid");
      const accountId = accountIdOf(verified.payload);
      const person = people.find((one) => one.sub === verified.payload.sub && one.accountId === accountId);
      if (person?.isWorkspace !== true) {
        throw new errors.InvalidGrant("the plan of this account does not include API keys");
      }
      context.body = { access_token: apiKeyOf(person.id), token_type: "Bearer", issued_token_type: "openai-api-key" };
    },
    parameters,
  );
}

function accountIdOf(claims: Record<string, unknown>): unknown {
  const auth = claims["https://api.openai.com/auth"];
  return typeof auth === "object" && auth !== null && "chatgpt_account_id" in auth
    ? auth.chatgpt_account_id
    : undefined;
}

function apiKeyOf(personId: string): string {
  return `sk-simulated-${createHash("sha256").update(personId).digest("hex").slice(0, 32)}`;
}
