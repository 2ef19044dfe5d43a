import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import { codexBody, postCodex } from "@/simulator/testkit/codexRequest";
import type { Simulator } from "@/simulator/types";

const clientId = "app_EMoamEEZ73f0CkXaXp7hrann";
const accountId = "acct-ada-personal";
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

/** As the Codex client refreshes: JSON, with a reason. */
async function refresh(refreshToken: string, reason = "proactive_expiry") {
  const response = await fetch(`${simulator.issuer}/oauth/token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: clientId,
      grant_type: "refresh_token",
      refresh_reason: reason,
      refresh_token: refreshToken,
    }),
  });
  return { status: response.status, body: await response.json() };
}

async function callStatus(accessToken: string): Promise<number> {
  const response = await postCodex(simulator, { accessToken, accountId }, codexBody("hi"));
  await response.body?.cancel();
  return response.status;
}

describe("refresh", () => {
  test("rotates: each answer brings a new refresh token that works once", async () => {
    let { refresh_token: token } = await simulator.control.mintTokens({ person: "ada" });
    const seen = new Set([token]);
    for (let round = 0; round < 3; round += 1) {
      const { status, body } = await refresh(token);
      expect(status).toBe(200);
      token = body.refresh_token;
      seen.add(token);
    }
    expect(seen.size).toBe(4);
  });

  test("kills the whole family when a used token comes again", async () => {
    const minted = await simulator.control.mintTokens({ person: "ada" });
    const { body: second } = await refresh(minted.refresh_token);
    expect(await callStatus(second.access_token)).toBe(200);

    const again = await refresh(minted.refresh_token);
    expect(again.status).toBe(401);
    expect(again.body.error).toMatchObject({ code: "refresh_token_reused", type: "invalid_request_error" });
    const newest = await refresh(second.refresh_token);
    expect([newest.status, newest.body.error.code]).toEqual([401, "refresh_token_invalidated"]);
    expect(await callStatus(second.access_token)).toBe(401);
  });

  test("lets one of two simultaneous refreshes through", async () => {
    const { refresh_token: token } = await simulator.control.mintTokens({ person: "ada" });
    const answers = await Promise.all([refresh(token), refresh(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test("takes a form too", async () => {
    const { refresh_token } = await simulator.control.mintTokens({ person: "ada" });
    const body = new URLSearchParams({ grant_type: "refresh_token", client_id: clientId, refresh_token });
    const response = await fetch(`${simulator.issuer}/oauth/token`, { method: "POST", body });
    expect(await response.json()).toMatchObject({ refresh_token: expect.stringMatching(/^rt_/) });
  });

  test("counts by reason and outcome", async () => {
    const before = structuredClone(simulator.counters);
    const { refresh_token: token } = await simulator.control.mintTokens({ person: "grace" });
    await refresh(token, "unauthorized_recovery");
    await refresh(token, "unauthorized_recovery");
    const { refreshReasons, refreshOutcomes } = simulator.counters;
    expect(refreshReasons.unauthorized_recovery).toBe((before.refreshReasons.unauthorized_recovery ?? 0) + 2);
    expect(refreshOutcomes.refresh_token_reused).toBe((before.refreshOutcomes.refresh_token_reused ?? 0) + 1);
  });

  test("says that a token has expired or was revoked when the control made it so", async () => {
    const expired = await simulator.control.mintTokens({ person: "fred" });
    simulator.control.expireRefreshTokens({ person: "fred" });
    expect((await refresh(expired.refresh_token)).body.error.code).toBe("refresh_token_expired");
    const revoked = await simulator.control.mintTokens({ person: "fred" });
    simulator.control.revokeTokens({ person: "fred" });
    expect((await refresh(revoked.refresh_token)).body.error.code).toBe("refresh_token_invalidated");
  });

  test("answers a token it never issued with invalid_grant", async () => {
    expect(await refresh("rt_made_up")).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  test("can leave the refresh token out, and then takes the old one again", async () => {
    simulator.control.setSwitches({ refreshAnswer: "access-token-only" });
    const { refresh_token: token } = await simulator.control.mintTokens({ person: "ada" });
    const { body } = await refresh(token);
    expect(body).not.toHaveProperty("refresh_token");
    expect((await refresh(token)).status).toBe(200);
  });

  test("can lose the answer after the work was done", async () => {
    const { refresh_token: token } = await simulator.control.mintTokens({ person: "ada" });
    simulator.control.failNext({ path: "/oauth/token", kind: "lose-answer" });
    await expect(refresh(token)).rejects.toThrow("fetch failed");
    expect((await refresh(token)).body.error.code).toBe("refresh_token_reused");
  });
});

describe("access tokens", () => {
  test("that the control expired are refused until they are refreshed", async () => {
    const minted = await simulator.control.mintTokens({ person: "ada" });
    simulator.control.expireAccessTokens({ person: "ada" });
    const refused = await postCodex(simulator, { accessToken: minted.access_token, accountId }, codexBody("hi"));
    expect([refused.status, await refused.json()]).toEqual([
      401,
      { detail: expect.objectContaining({ code: "token_expired" }) },
    ]);
    const { body } = await refresh(minted.refresh_token);
    expect(await callStatus(body.access_token)).toBe(200);
  });

  test("end with the sign-in when either token is revoked", async () => {
    for (const kind of ["refresh_token", "access_token"] as const) {
      const minted = await simulator.control.mintTokens({ person: "ada" });
      const response = await fetch(`${simulator.issuer}/oauth/revoke`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ token: minted[kind], token_type_hint: kind, client_id: clientId }),
      });
      expect(response.status).toBe(200);
      expect(await callStatus(minted.access_token)).toBe(401);
      expect((await refresh(minted.refresh_token)).body.error.code).toBe("refresh_token_invalidated");
    }
  });
});

describe("the exchange for an API key", () => {
  async function exchange(idToken: string) {
    const response = await fetch(`${simulator.issuer}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        client_id: clientId,
        requested_token: "openai-api-key",
        subject_token: idToken,
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      }),
    });
    return { status: response.status, body: await response.json() };
  }

  test("gives a workspace plan a key", async () => {
    const { id_token } = await simulator.control.mintTokens({ person: "ada-work" });
    expect(await exchange(id_token)).toMatchObject({
      status: 200,
      body: { access_token: expect.stringMatching(/^sk-/) },
    });
  });

  test("is refused to a personal plan and to a token that was tampered with", async () => {
    const { id_token } = await simulator.control.mintTokens({ person: "ada" });
    expect((await exchange(id_token)).status).toBe(400);
    const { id_token: good } = await simulator.control.mintTokens({ person: "ada-work" });
    expect((await exchange(`${good.slice(0, -8)}AAAAAAAA`)).status).toBe(400);
  });
});
