import { createHash, randomBytes } from "node:crypto";
import { issueAuthorizationCode } from "@/simulator/oidc/authorizationCode";
import type { DeviceCodes } from "@/simulator/oidc/deviceCode";
import { clientId, type OidcServer } from "@/simulator/oidc/provider";
import type { TokenLedger } from "@/simulator/oidc/tokenLedger";
import { findPerson } from "@/simulator/people";
import type { Simulation } from "@/simulator/simulation";
import type { SimulatorControl, Switches, TokenSet } from "@/simulator/types";

/** What tests do to a running simulator. */
export function createControl(
  simulation: Simulation,
  server: OidcServer,
  devices: DeviceCodes,
  usual: () => Switches,
): SimulatorControl {
  const turn: TokenLedger["turn"] = (...change) => {
    for (const ledger of [simulation.tokens, simulation.siwc.tokens, simulation.google.tokens]) ledger.turn(...change);
  };
  return {
    async mintTokens({ person, accessTokenSeconds }) {
      const before = simulation.switches.accessTokenSeconds;
      simulation.switches.accessTokenSeconds = accessTokenSeconds ?? before;
      try {
        return await exchangeMintedCode(server, person);
      } finally {
        simulation.switches.accessTokenSeconds = before;
      }
    },
    expireAccessTokens: (request) => turn("access", "expired", request?.person),
    expireRefreshTokens: (request) => turn("refresh", "expired", request?.person),
    revokeTokens(request) {
      turn("access", "revoked", request?.person);
      turn("refresh", "revoked", request?.person);
    },
    setSwitches(switches) {
      simulation.switches = { ...simulation.switches, ...switches };
    },
    rotateSigningKey: () => server.keys.rotate(),
    failNext: (failure) => void simulation.failures.push({ ...failure }),
    setUsage({ person, ...report }) {
      simulation.usage.set(person, report);
    },
    approveDevice: ({ userCode, person }) => devices.decide(userCode, person),
    reset() {
      simulation.switches = usual();
      simulation.failures = [];
      simulation.usage.reset();
    },
  };
}

async function exchangeMintedCode(server: OidcServer, personId: string): Promise<TokenSet> {
  const person = findPerson(personId);
  if (person === undefined) throw new Error(`nobody is called ${personId}`);
  const verifier = randomBytes(32).toString("base64url");
  const codeChallenge = createHash("sha256").update(verifier).digest("base64url");
  const redirectUri = `${server.provider.issuer}/deviceauth/callback`;
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: clientId,
    code: await issueAuthorizationCode(server, person, { redirectUri, codeChallenge }),
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  const answer = await fetch(`${server.provider.issuer}/oauth/token`, { method: "POST", body });
  if (!answer.ok) throw new Error(`minting tokens was refused with ${answer.status}`);
  // The simulator's own answer, whose shape the sign-in tests check.
  return (await answer.json()) as TokenSet;
}
