import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { GET as getUsage } from "@/app/api/accounts/[id]/usage/route";
import { GET as getStatus } from "@/app/api/auth/openai/status/route";
import { GET as getModels } from "@/app/api/models/route";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { accountUsageSchema } from "@/types/limits";
import type { LlmCall, LlmEvent } from "@/types/llm";
import { authStatusSchema, modelListSchema } from "@/types/providers";
import { connectPlan } from "./auth/testkit/connectPlan";
import { parseConfig } from "./config";
import { collect } from "./llm/callLlm";
import { createServices } from "./server";
import type { Services } from "./services";

/** The whole server side of one account, from its sign-in on, against an upstream with limits. */

let simulator: Simulator;
let services: Services;
let accountId: string;
const directory = join(tmpdir(), `patchbay-limits-${randomUUID()}`);
const never = new AbortController().signal;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 20, tokenMs: 1 } });
  services = start();
  // Where routes find the services of their process.
  Reflect.set(globalThis, Symbol.for("patchbay.services"), services);
  accountId = await connectPlan(services, "ada");
});
afterEach(async () => {
  simulator.control.reset();
  await services.auth.limits.clearLimit(accountId);
});
afterAll(async () => {
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

/** Another process on the same data would build the same. */
function start(): Services {
  return createServices(
    parseConfig({
      ...simulator.env,
      PATCHBAY_DATA_DIR: join(directory, "data"),
      XDG_CONFIG_HOME: join(directory, "config"),
      LOG_LEVEL: "silent",
    }),
  );
}

const callOf = (content: string, more: Partial<LlmCall> = {}): LlmCall => ({
  provider: "openai-auth",
  model: "gpt-5.5",
  messages: [{ role: "user", content }],
  ...more,
});
const ask = (content: string, more?: Partial<LlmCall>, by = services) =>
  collect(by.callLlm(callOf(content, more), never));
const modelCalls = () => simulator.requests.filter(({ path }) => path.endsWith("/codex/responses")).length;
const statusOf = async () => services.limits.withUsage(await services.auth.status(accountId)).accounts[0];

test("every answer tells the windows, by length", async () => {
  await ask("Hello");
  const status = await statusOf();
  expect(status?.usage).toMatchObject({
    usableNow: true,
    windows: [
      { label: "5 h", lengthSeconds: 18_000 },
      { label: "7 d", lengthSeconds: 604_800 },
    ],
  });
  expect(status?.queue).toEqual({ running: 0, waiting: 0, limit: 3 });
});

test("a used-up plan is limited for every process, refused before sending, and usable again after its reset", async () => {
  const resetMs = Math.ceil(Date.now() / 1000) * 1000 + 1000;
  simulator.control.setUsage({ person: "ada", limitedUntilMs: resetMs });
  await expect(ask("Hello")).rejects.toMatchObject({ code: "usage_limit_reached", facts: { window: "5 h" } });
  const sent = modelCalls();
  const resetsAt = new Date(resetMs).toISOString();
  const refused = { code: "usage_limit_reached", facts: { action: "wait", resetsAt } };
  await expect(ask("Hello again")).rejects.toMatchObject({ ...refused, facts: { ...refused.facts, window: "5 h" } });
  await expect(ask("Hello from elsewhere", {}, start())).rejects.toMatchObject(refused);
  expect(modelCalls()).toBe(sent);
  expect(await statusOf()).toMatchObject({ status: "limited", usage: { usableNow: false, blockedUntil: resetsAt } });

  await expect.poll(() => Date.now(), { timeout: 5000 }).toBeGreaterThan(resetMs);
  expect((await ask("Hello")).text).not.toBe("");
  const after = await statusOf();
  expect(after).toMatchObject({ status: "active", usage: { usableNow: true } });
  expect(after?.limitedUntil).toBeUndefined();
});

test("a quota that was reset early is found by a look at the usage before the next call is refused", async () => {
  simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
  await expect(ask("Hello")).rejects.toMatchObject({ code: "usage_limit_reached" });
  const before = modelCalls();
  await expect(ask("Hello")).rejects.toMatchObject({ code: "usage_limit_reached" });
  expect(modelCalls()).toBe(before);
  simulator.control.setUsage({ person: "ada", limitedUntilMs: null });
  await expect.poll(async () => (await services.accountUsage.read(accountId)).usableNow).toBe(true);
  expect((await ask("Hello")).text).not.toBe("");
});

test("twenty calls at once never make more than three streams", async () => {
  const before = modelCalls();
  const queued: LlmEvent[] = [];
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      for await (const event of services.callLlm(callOf(`Say ${index}`), never)) {
        if (event.type === "queued") queued.push(event);
      }
    }),
  );
  expect(modelCalls() - before).toBe(20);
  expect(simulator.counters.mostOpenStreams).toBe(3);
  expect(queued.map((event) => event.type === "queued" && event.position)).toEqual(
    Array.from({ length: 17 }, (_, index) => index + 1),
  );
});

test("a model the plan no longer offers is noticed by the next answer and refused with what there is", async () => {
  const list = await services.catalogue.list("openai-auth");
  expect(list.models.map(({ id }) => id)).toContain("gpt-6-luna");
  expect(list.models.find(({ hiddenReason }) => hiddenReason !== undefined)?.id).toBe("gpt-daybreak-blue-latest");
  simulator.control.setSwitches({ withdrawnModels: ["gpt-6-luna"] });
  await ask("Hello");
  const idsOf = async () => (await services.catalogue.list("openai-auth")).models.map(({ id }) => id);
  await expect.poll(idsOf).not.toContain("gpt-6-luna");
  const before = modelCalls();
  await expect(ask("Hello", { model: "gpt-6-luna" })).rejects.toMatchObject({
    code: "model_not_available",
    facts: { model: "gpt-6-luna", account: accountId, models: expect.arrayContaining(["gpt-5.5"]) },
  });
  expect(modelCalls()).toBe(before);
});

test("a model at capacity is left alone while others answer", async () => {
  const atCapacity = { code: "upstream_unavailable", facts: { atCapacity: true } };
  await expect(ask("Hello [at-capacity]", { model: "gpt-6-sol" })).rejects.toMatchObject(atCapacity);
  const before = modelCalls();
  await expect(ask("Hello", { model: "gpt-6-sol" })).rejects.toMatchObject(atCapacity);
  expect(modelCalls()).toBe(before);
  expect((await ask("Hello")).text).not.toBe("");
});

test("a burst of 429s halves the gate, and every call is answered all the same", async () => {
  simulator.control.setSwitches({ parallelCalls: 1 });
  await Promise.all(Array.from({ length: 5 }, (_, index) => ask(`Burst ${index}`)));
  expect((await statusOf())?.queue?.limit).toBeLessThan(3);
});

async function get(handler: typeof getUsage, path: string, params: Record<string, string> = {}) {
  const request = new Request(`http://localhost:3000${path}`, { headers: { host: "localhost:3000" } });
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, body: await response.json() };
}

test("the routes tell use, queue and models in their published shape", async () => {
  const usage = await get(getUsage, `/api/accounts/${accountId}/usage`, { id: accountId });
  expect(accountUsageSchema.parse(usage.body)).toMatchObject({
    usableNow: true,
    windows: [{ label: "5 h" }, { label: "7 d" }],
    credits: { hasCredits: false, unlimited: false },
  });
  const status = authStatusSchema.parse((await get(getStatus, "/api/auth/openai/status")).body);
  expect(status.accounts[0]).toMatchObject({ usage: { usableNow: true }, queue: { running: 0, waiting: 0 } });
  expect(await get(getUsage, "/api/accounts/gone/usage", { id: "gone" })).toMatchObject({
    status: 404,
    body: { error: { code: "not_found" } },
  });
  const models = async (query: string) =>
    modelListSchema.parse((await get(getModels, `/api/models?provider=openai-auth${query}`)).body).models;
  const isHidden = ({ hiddenReason }: { hiddenReason?: string }) => hiddenReason !== undefined;
  expect((await models("")).some(isHidden)).toBe(false);
  const all = await models("&hidden=1");
  expect(all.filter(isHidden).map(({ id }) => id)).toContain("codex-auto-review");
  expect(all.find(({ id }) => id === "gpt-5.5")?.reasons).toEqual({
    temperature: "Temperature is not supported on a ChatGPT plan.",
    maxTokens: "Max tokens is not supported on a ChatGPT plan.",
  });
});
