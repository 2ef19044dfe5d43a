import { beforeEach, describe, expect, it } from "vitest";
import type { NextHandler } from "@/app/api/apiRoute";
import { DELETE as cancelDevice, GET as deviceStatus, POST as startDevice } from "@/app/api/auth/openai/device/route";
import { POST as importCodex } from "@/app/api/auth/openai/import/route";
import { ask, useServices } from "@/app/api/testServices";
import { testConfig } from "@/lib/auth/testkit/testAuth";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { POST as refresh } from "./[id]/refresh/route";
import { PATCH } from "./[id]/route";
import { POST as validate } from "./[id]/validate/route";
import { GET } from "./route";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ port: 0 });
  useServices(await testConfig(simulator.issuer, simulator.env));
  return () => simulator.close();
});

async function send(handler: NextHandler, method: string, path: string, body?: unknown, params?: { id: string }) {
  const response = await ask(handler, path, { method, body, params });
  return { status: response.status, body: await response.json() };
}

async function importAda() {
  const tokens = await simulator.control.mintTokens({ person: "ada" });
  return send(importCodex, "POST", "/api/auth/openai/import", { tokens });
}

describe("importing a Codex auth.json", () => {
  it("answers with the account and the warning, and lists it", async () => {
    const imported = await importAda();
    expect(imported).toMatchObject({
      status: 200,
      body: { account: { status: "created" }, warning: expect.any(String) },
    });
    const { id } = imported.body.account;
    expect(await send(GET, "GET", "/api/accounts")).toMatchObject({
      status: 200,
      body: { defaultAccountId: id, accounts: [{ id, usage: { usableNow: true } }] },
    });
  });

  it("takes 64 KB and no more, and no file that is something else", async () => {
    const large = await send(importCodex, "POST", "/api/auth/openai/import", { tokens: "x".repeat(64 * 1024) });
    expect(large).toMatchObject({ status: 413, body: { error: { message: expect.stringContaining("64 KB") } } });
    const other = await send(importCodex, "POST", "/api/auth/openai/import", { name: "package" });
    expect(other).toMatchObject({ status: 400, body: { error: { code: "invalid_request" } } });
  });
});

describe("an account", () => {
  it("is changed, checked and renewed", async () => {
    const { id } = (await importAda()).body.account;
    const patched = await send(PATCH, "PATCH", `/api/accounts/${id}`, { name: "Home" }, { id });
    expect(patched).toMatchObject({ status: 200, body: { id, name: "Home" } });
    const checked = await send(validate, "POST", `/api/accounts/${id}/validate`, {}, { id });
    expect(checked).toMatchObject({ status: 200, body: { status: "active" } });
    const renewed = await send(refresh, "POST", `/api/accounts/${id}/refresh`, {}, { id });
    expect(renewed).toMatchObject({ status: 200, body: { lastRefreshAt: expect.any(String) } });
  });

  it.each([
    [{ nmae: "Home" }, 400],
    [{ name: "" }, 400],
    [{ name: "x".repeat(81) }, 400],
    [{ default: false }, 400],
    [{ mode: "free" }, 400],
    [{ proxyUrl: "ftp://proxy.example" }, 400],
    [{ proxyUrl: "http://169.254.169.254/" }, 400],
    [{ proxyUrl: "http://[fe80::1]:3128" }, 400],
    [{ proxyUrl: "http://proxy.example/path" }, 400],
    [{ proxyUrl: "http://name:password@proxy.example:3128" }, 200],
    [{ proxyUrl: null, disabled: true }, 200],
  ])("takes the change %j with status %d", async (change, status) => {
    const { id } = (await importAda()).body.account;
    expect((await send(PATCH, "PATCH", `/api/accounts/${id}`, change, { id })).status).toBe(status);
  });

  it("that is not there is not found", async () => {
    for (const handler of [validate, refresh]) {
      expect((await send(handler, "POST", "/api/accounts/gone", {}, { id: "gone" })).status).toBe(404);
    }
    expect((await send(PATCH, "PATCH", "/api/accounts/gone", {}, { id: "gone" })).status).toBe(404);
  });
});

it("a device code is started, looked at and given up", async () => {
  const { body: started } = await send(startDevice, "POST", "/api/auth/openai/device", {});
  expect(started).toEqual({
    id: expect.any(String),
    attempt: expect.any(String),
    userCode: expect.stringMatching(/^[A-Z]{4}-\d{5}$/),
    verificationUrl: `${simulator.issuer}/codex/device`,
    expiresAt: expect.any(String),
  });
  const path = `/api/auth/openai/device?id=${started.id}`;
  expect(await send(deviceStatus, "GET", path)).toEqual({ status: 200, body: { status: "pending" } });
  expect((await send(cancelDevice, "DELETE", path)).status).toBe(200);
  expect(await send(deviceStatus, "GET", path)).toMatchObject({ status: 404, body: { error: { code: "not_found" } } });
});
