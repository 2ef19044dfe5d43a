import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import { type IdTokenFault, idTokenFaults, type Simulator } from "@/simulator/types";

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

async function verify(): Promise<string> {
  const { id_token: idToken } = await simulator.control.mintTokens({ person: "ada" });
  if (idToken === undefined) return "absent";
  const jwks = await fetch(`${simulator.issuer}/.well-known/jwks.json`);
  const rules = { issuer: simulator.issuer, audience: "app_EMoamEEZ73f0CkXaXp7hrann", algorithms: ["RS256"] };
  return jwtVerify(idToken, createLocalJWKSet(await jwks.json()), rules).then(
    () => "accepted",
    (error: { code: string; claim?: string }) => [error.code, error.claim].filter(Boolean).join(" "),
  );
}

const outcomes: Record<IdTokenFault, string> = {
  none: "accepted",
  "wrong-key": "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
  "unknown-key": "ERR_JWKS_NO_MATCHING_KEY",
  unsigned: "ERR_JOSE_ALG_NOT_ALLOWED",
  hs256: "ERR_JOSE_ALG_NOT_ALLOWED",
  "wrong-audience": "ERR_JWT_CLAIM_VALIDATION_FAILED aud",
  "wrong-issuer": "ERR_JWT_CLAIM_VALIDATION_FAILED iss",
  expired: "ERR_JWT_EXPIRED exp",
  absent: "absent",
};

describe("id tokens", () => {
  test.each(idTokenFaults)("with the fault %s meet a careful client as that fault", async (fault) => {
    simulator.control.setSwitches({ idToken: fault });
    expect(await verify()).toBe(outcomes[fault]);
  });

  test("are signed by the new key after a rotation, and both keys are published", async () => {
    const before = await simulator.control.mintTokens({ person: "ada" });
    await simulator.control.rotateSigningKey();
    const after = await simulator.control.mintTokens({ person: "ada" });
    const kids = [before, after].map(({ id_token }) => decodeProtectedHeader(id_token).kid);
    expect(new Set(kids).size).toBe(2);
    expect(await verify()).toBe("accepted");
  });

  test("cannot be checked while the keys are down", async () => {
    simulator.control.setSwitches({ jwks: "down" });
    expect((await fetch(`${simulator.issuer}/.well-known/jwks.json`)).status).toBe(503);
  });
});
