import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { REMOTE_ORIGIN, testConfig } from "@/lib/auth/testkit/testAuth";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { collect } from "@/lib/llm/callLlm";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  return () => simulator.close();
});

/** The whole app but its routes, with the simulator as every upstream. */
async function openApp(): Promise<Services> {
  const config = await testConfig(simulator.issuer, simulator.env);
  const services = createServices(config);
  onTestFinished(() => services.auth.close());
  return services;
}

async function connect({ auth }: Services, person: string) {
  const { url } = await auth.start({ route: "codex", origin: REMOTE_ORIGIN });
  return auth.exchange({ url: await approve(url, person) });
}

function ask({ callLlm }: Services, model: string) {
  const messages = [{ role: "user", content: "Hello" } as const];
  return collect(callLlm({ provider: "openai-auth", model, messages }, AbortSignal.timeout(20_000)));
}

const paths = () => simulator.requests.filter(({ status }) => status === 200).map(({ path }) => path.split("?")[0]);

describe("a workspace's account", () => {
  it("asks the platform, paid by its key, until a person lets the plan pay", async () => {
    const app = await openApp();
    const account = await connect(app, "ada-work");
    expect(account).toMatchObject({ mode: "api_key", plan: "business" });
    const byKey = await app.catalogue.list("openai-auth");
    expect(byKey.source).toBe("live");
    const [model] = byKey.models.filter(({ hiddenReason }) => hiddenReason === undefined);
    expect(await ask(app, model?.id ?? "")).toMatchObject({ payer: { id: account.id, mode: "api_key" } });
    expect(paths()).toContain("/v1/responses");
    expect(paths()).not.toContain("/backend-api/codex/responses");

    await app.auth.edit(account.id, { mode: "chatgpt" });
    app.catalogue.invalidate("openai-auth", account.id);
    const byPlan = await app.catalogue.list("openai-auth");
    expect(byPlan.models.map(({ id }) => id)).not.toEqual(byKey.models.map(({ id }) => id));
    expect(await ask(app, "gpt-5.5")).toMatchObject({ payer: { mode: "chatgpt" } });
    expect(paths()).toContain("/backend-api/codex/responses");
  });

  it("that OpenAI gives no key is paid by the plan, and says so", async () => {
    const app = await openApp();
    simulator.control.failNext({ path: "/v1/models", status: 403 });
    expect(await connect(app, "edsger")).toMatchObject({ mode: "chatgpt", modeReason: expect.stringContaining("403") });
  });
});

describe("checking an account", () => {
  it("makes one cheap call, and renews the sign-in if it has to", async () => {
    const app = await openApp();
    const account = await connect(app, "ada");
    simulator.control.expireAccessTokens();
    expect(await app.checkAccount(account.id)).toMatchObject({ status: "active", health: { level: "good" } });
    expect(simulator.counters.refreshReasons).toEqual({ unauthorized_recovery: 1 });
    expect(paths()).not.toContain("/backend-api/codex/responses");
  });

  it("finds out that a new sign-in is needed", async () => {
    const app = await openApp();
    const account = await connect(app, "ada");
    simulator.control.revokeTokens();
    expect(await app.checkAccount(account.id)).toMatchObject({ status: "needs_login", health: { level: "poor" } });
    await expect(app.checkAccount("gone")).rejects.toMatchObject({ code: "not_found" });
  });

  it("makes an imported account active", async () => {
    const app = await openApp();
    const tokens = await simulator.control.mintTokens({ person: "grace" });
    const { account } = await app.auth.importCodex({ tokens });
    expect(account.status).toBe("created");
    expect(await app.checkAccount(account.id)).toMatchObject({ status: "active", plan: "pro" });
  });
});

describe("a device code", () => {
  it("connects the account that the person approved at the issuer", async () => {
    const { auth } = await openApp();
    const { id, userCode } = await auth.device.start({ origin: REMOTE_ORIGIN });
    expect(await simulator.control.approveDevice({ userCode, person: "pat" })).toBe(true);
    await expect.poll(() => auth.device.status(id), { timeout: 10_000 }).toMatchObject({ status: "done" });
    expect(await auth.status()).toMatchObject({ connected: true, accounts: [{ plan: "plus", email: undefined }] });
  });

  it("that is switched off says what to do instead", async () => {
    const { auth } = await openApp();
    simulator.control.setSwitches({ deviceCode: "disabled" });
    await expect(auth.device.start({ origin: REMOTE_ORIGIN })).rejects.toMatchObject({ code: "device_disabled" });
  });
});
