import type { Person } from "@/simulator/people";
import { audience, clientId, type OidcServer, scopes } from "./provider";

/** A person's consent to everything the client may ask. */
export async function createGrant(server: OidcServer, person: Person, withOrganizations: boolean): Promise<string> {
  const grant = new server.provider.Grant({ accountId: person.id, clientId });
  grant.addOIDCScope(scopes.join(" "));
  grant.addResourceScope(audience, scopes.join(" "));
  const grantId = await grant.save();
  server.signIns.set(grantId, { withOrganizations });
  return grantId;
}

/** An authorization code for a person who approved elsewhere than on the sign-in page (device code, tests). */
export async function issueAuthorizationCode(
  server: OidcServer,
  person: Person,
  request: { redirectUri: string; codeChallenge: string },
): Promise<string> {
  const client = await server.provider.Client.find(clientId);
  if (client === undefined) throw new Error("the sign-in server has no client");
  const code = new server.provider.AuthorizationCode({
    gty: "authorization_code",
    accountId: person.id,
    client,
    grantId: await createGrant(server, person, true),
    scope: scopes.join(" "),
    resource: audience,
    redirectUri: request.redirectUri,
    codeChallenge: request.codeChallenge,
    codeChallengeMethod: "S256",
    authTime: Math.floor(Date.now() / 1000),
  });
  return code.save();
}
