import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startSimulator } from "@/simulator/simulator";
import type { Simulator } from "@/simulator/types";

const clientId = "app_EMoamEEZ73f0CkXaXp7hrann";
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
});
afterEach(() => simulator.control.reset());
afterAll(() => simulator.close());

async function post(path: string, body: Record<string, string>) {
  const response = await fetch(`${simulator.issuer}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

async function start() {
  const { body } = await post("/api/accounts/deviceauth/usercode", { client_id: clientId });
  const poll = () =>
    post("/api/accounts/deviceauth/token", { device_auth_id: body.device_auth_id, user_code: body.user_code });
  const decide = (userCode: string, decision: string) =>
    fetch(`${simulator.issuer}/codex/device`, {
      method: "POST",
      body: new URLSearchParams({ user_code: userCode, person: "grace", decision }),
    });
  return { answer: body, poll, decide };
}

describe("the device code sign-in", () => {
  test("is pending with 403 until the code is approved, then gives a code with the server's verifier", async () => {
    const { answer, poll, decide } = await start();
    expect(answer).toMatchObject({
      interval: expect.any(String),
      user_code: expect.stringMatching(/^[A-Z]{4}-\d{5}$/),
    });
    expect((await poll()).status).toBe(403);
    expect((await decide(answer.user_code.toLowerCase(), "approve")).status).toBe(200);
    const { body } = await poll();
    const tokens = await fetch(`${simulator.issuer}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: clientId,
        code: body.authorization_code,
        redirect_uri: `${simulator.issuer}/deviceauth/callback`,
        code_verifier: body.code_verifier,
      }),
    });
    expect(await tokens.json()).toMatchObject({ refresh_token: expect.stringMatching(/^rt_/) });
    expect((await poll()).status).toBe(404);
  });

  test("ends with another status when it is denied", async () => {
    const { answer, poll, decide } = await start();
    await decide(answer.user_code, "deny");
    expect((await poll()).status).toBe(400);
  });

  test("shows the page again for a code nobody was given", async () => {
    const { decide } = await start();
    const response = await decide("ZZZZ-00000", "approve");
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("not known")]);
  });

  test("answers 404 where it is not enabled", async () => {
    simulator.control.setSwitches({ deviceCode: "disabled" });
    expect((await post("/api/accounts/deviceauth/usercode", { client_id: clientId })).status).toBe(404);
  });
});
