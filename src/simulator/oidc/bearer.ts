import { importJWK, type JWTPayload, errors as joseErrors, jwtVerify } from "jose";
import { detailRefusal, type Exchange } from "@/simulator/http/exchange";
import { findPerson, type Person } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import { audience, type OidcServer } from "./provider";

/** `detail` of the 401 for a token that was good once. */
export const expiredTokenDetail = {
  message: "Provided authentication token is expired. Please try signing in again.",
  type: "invalid_request_error",
  param: null,
  code: "token_expired",
};

export type CheckBearer = (exchange: Exchange) => Promise<Person>;

/**
 * Finds out who calls: the bearer must be a live access token of ours (401), and `chatgpt-account-id` the account
 * that it names (403; absent only when it names none).
 */
export function createBearerCheck(simulation: Simulation, server: OidcServer): CheckBearer {
  const publicKey = importJWK(server.keys.first.publicJwk, "RS256");

  async function verify(token: string): Promise<JWTPayload> {
    try {
      const options = { issuer: server.provider.issuer, audience, currentDate: new Date(simulation.now()) };
      return (await jwtVerify(token, await publicKey, options)).payload;
    } catch (error) {
      throw error instanceof joseErrors.JWTExpired
        ? detailRefusal(401, expiredTokenDetail)
        : detailRefusal(401, "Unauthorized");
    }
  }

  return async (exchange) => {
    const [, token] = /^Bearer (.+)$/i.exec(exchange.req.headers.authorization ?? "") ?? [];
    if (token === undefined) throw detailRefusal(401, "Unauthorized");
    const claims = await verify(token);
    const issued = simulation.tokens.access.get(String(claims.jti));
    if (issued?.state === "expired") throw detailRefusal(401, expiredTokenDetail);
    if (issued === undefined || issued.state !== "live") throw detailRefusal(401, "Unauthorized");
    const person = findPerson(issued.person);
    if (person === undefined) throw detailRefusal(401, "Unauthorized");
    exchange.facts.person = person.id;
    if (exchange.req.headers["chatgpt-account-id"] !== person.accountId) {
      throw detailRefusal(403, "The chatgpt-account-id header does not match the account of this token");
    }
    return person;
  };
}
