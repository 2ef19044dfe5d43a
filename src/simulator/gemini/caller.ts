import { cloudScope } from "@/simulator/google/googleState";
import type { Exchange } from "@/simulator/http/exchange";
import { fingerprint } from "@/simulator/http/recorder";
import type { Simulation } from "@/simulator/simulation";
import { checkGoogleKey, googleRefusal } from "./refusals";

/** Finds out who calls, by an access token or a key. Returns a fingerprint of it. */
export function checkCaller({ google, now }: Simulation, exchange: Exchange): string {
  const bearer = /^Bearer (.+)$/i.exec(exchange.req.headers.authorization ?? "")?.[1];
  if (bearer === undefined) return checkGoogleKey(exchange);
  exchange.facts.userProject = exchange.req.headers["x-goog-user-project"];
  const token = google.tokens.access.get(bearer);
  if (token?.state !== "live" || now() >= (google.ends.get(bearer) ?? 0)) {
    throw googleRefusal(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
  }
  if (google.grants.get(token.grantId)?.scope.split(" ").includes(cloudScope) !== true) {
    const reason = {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
      domain: "googleapis.com",
    };
    throw googleRefusal(403, "PERMISSION_DENIED", "Request had insufficient authentication scopes.", [reason]);
  }
  exchange.facts.person = token.person;
  return fingerprint(bearer) ?? "";
}
