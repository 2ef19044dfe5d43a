import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { parseConfig } from "@/lib/config";
import { collect } from "@/lib/llm/callLlm";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { AppError } from "@/types/errors";
import type { LlmEvent } from "@/types/llm";

/** Plan sharing through everything that a route uses, against a server that refuses what the real one refuses. */

let simulator: Simulator;
let directory: string;
let services: Services;
const never = new AbortController().signal;

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  directory = await mkdtemp(join(tmpdir(), "patchbay-siwc-"));
  const environment = { PATCHBAY_DATA_DIR: join(directory, "data"), XDG_CONFIG_HOME: join(directory, "config") };
  services = createServices(parseConfig({ ...simulator.env, ...environment, LOG_LEVEL: "silent" }));
});
afterEach(async () => {
  simulator.control.reset();
  await services.auth.disconnect();
  services.catalogue.invalidate("openai-auth");
});
afterAll(async () => {
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

async function connect(person = "ada", planUse: Record<string, string> = { plan_use: "on" }): Promise<string> {
  const { url } = await services.auth.start({ route: "siwc", origin: "http://patchbay.example", another: true });
  return (await services.auth.exchange({ url: await approve(url, person, "approve", planUse) })).id;
}

const callOf = (content: string, more: object = {}) =>
  services.callLlm(
    { provider: "openai-auth", model: "gpt-6-sol", messages: [{ role: "user", content }], ...more },
    never,
  );
const ask = (content: string, more?: object) => collect(callOf(content, more));
const failureOf = (content: string, more?: object): Promise<AppError> =>
  ask(content, more).then(
    () => expect.unreachable("the call went through"),
    (error: AppError) => error,
  );
const calls = () => simulator.requests.filter(({ path }) => path === "/v1/responses");

describe("a shared plan", () => {
  it("answers, says who pays, and leaves out what it does not take", async () => {
    const id = await connect();
    const result = await ask("Tell me about rivers [commentary]", {
      temperature: 1,
      maxTokens: 50,
      serviceTier: "priority",
    });
    expect(result).toMatchObject({ account: id, payer: { kind: "account", id, mode: "chatgpt" } });
    expect(result.text).not.toContain("Let me look at this first.");
    expect(result.notices.map(({ message }) => message)).toEqual([
      "Temperature is not supported with a shared ChatGPT plan; it was left out.",
      "Max tokens is not supported with a shared ChatGPT plan; it was left out.",
      "Service tier is not supported with a shared ChatGPT plan; it was left out.",
    ]);
    const facts = calls().at(-1)?.facts;
    expect(facts).not.toHaveProperty("originator");
    expect(facts).not.toHaveProperty("chatgpt-account-id");
  });

  it("answers by a JSON schema and reads an image", async () => {
    await connect();
    const jsonSchema = {
      type: "object",
      properties: { answer: { type: "string" } },
      required: ["answer"],
      additionalProperties: false,
    };
    const { json } = await ask("Answer me", { jsonSchema });
    expect(json).toEqual({ answer: expect.any(String) });
  });

  it("has a list of its own, whole only for callers that name a version", async () => {
    await connect();
    const idsOf = async () => (await services.catalogue.list("openai-auth")).models.map(({ id }) => id);
    expect(await idsOf()).not.toContain("gpt-6.1-sol");
    services.catalogue.invalidate("openai-auth");
    simulator.control.setSwitches({ siwcModels: "none-without-version" });
    expect(await idsOf()).toContain("gpt-6.1-sol");
  });

  it.each([
    ["[siwc-limit]", "usage_limit_reached", "manage_usage"],
    ["[siwc-not-eligible]", "plan_use_off", "manage_usage"],
    ["[siwc-region]", "plan_use_off", "manage_usage"],
    ["[siwc-scope]", "plan_use_off", undefined],
    ["[siwc-context]", "plan_use_off", undefined],
    ["[siwc-unsupported]", "unsupported_option", undefined],
    ["[siwc-route]", "upstream_rejected", undefined],
    ["[siwc-invalid-user]", "upstream_rejected", undefined],
    ["[siwc-limit-late]", "usage_limit_reached", "manage_usage"],
    ["[siwc-unavailable-late]", "upstream_unavailable", undefined],
  ])("meets %s as %s, once, and stays connected", async (word, code, action) => {
    await connect();
    const before = calls().length;
    const error = await failureOf(`Tell me about rivers ${word}`);
    expect(error).toMatchObject({ code });
    expect(error.facts.action).toBe(action);
    expect(error.facts).not.toHaveProperty("resetsAt");
    expect(calls().length - before).toBe(1);
    expect((await services.auth.status()).accounts).toMatchObject([{ planUse: true }]);
    expect(simulator.counters.refreshOutcomes).toEqual({});
  });

  it.each(["[siwc-unavailable-once]", "[siwc-user-unavailable-once]", "[siwc-closed-once]"])(
    "waits %s out",
    async (word) => {
      await connect();
      expect((await ask(`Tell me about rivers ${word}`)).text).toContain("rivers");
    },
  );

  it("is left alone for a while once its limit is met, by its own error, and others are not", async () => {
    const id = await connect();
    await failureOf("[siwc-limit]");
    const before = calls().length;
    expect(await failureOf("Tell me about rivers")).toMatchObject({
      code: "usage_limit_reached",
      facts: { action: "manage_usage", link: "https://chatgpt.com/settings/usage" },
    });
    expect(calls().length).toBe(before);
    const grace = await connect("grace");
    expect(grace).not.toBe(id);
    expect((await ask("Tell me about rivers", { account: grace })).account).toBe(grace);
  });

  it("does not go over to another shared plan", async () => {
    await connect();
    const other = await connect("grace");
    const fallback = [{ provider: "openai-auth", account: other }];
    expect(await failureOf("[siwc-limit]", { fallback })).toMatchObject({ code: "usage_limit_reached" });
    expect(calls().filter(({ facts }) => facts.person === "grace" && facts.status === 200)).toEqual([]);
  });

  it("renews a token that was refused, and asks for a sign-in when it cannot", async () => {
    await connect();
    expect((await ask("Tell me about rivers [expired-token]")).text).toContain("rivers");
    expect(simulator.counters.refreshOutcomes).toEqual({ ok: 1 });
    expect(await failureOf("[revoked-token]")).toMatchObject({ code: "reauth_required" });
    expect((await services.auth.status()).accounts).toMatchObject([{ status: "needs_login" }]);
  });

  it("is not asked while the person does not allow it, and a plan that may not be shared says so", async () => {
    await connect("ada", {});
    const before = calls().length;
    expect(await failureOf("hi")).toMatchObject({ code: "plan_use_off" });
    expect(calls().length).toBe(before);
    const fred = await connect("fred");
    expect(await failureOf("hi", { account: fred })).toMatchObject({ code: "plan_use_off" });
  });

  it("never sends its token anywhere but to its own address, and writes none in the clear", async () => {
    const id = await connect();
    const source = await services.auth.credentials("openai-auth", id);
    const { bearer } = await source.get();
    await services.accountUsage.read(id);
    expect(simulator.requests.filter(({ path }) => path.startsWith("/backend-api"))).toEqual([]);
    const files = await readdir(directory, { recursive: true, withFileTypes: true });
    expect(files.map(({ name }) => name)).toContain("openai-auth.json");
    for (const file of files.filter((entry) => entry.isFile())) {
      expect(await readFile(join(file.parentPath, file.name), "utf8")).not.toContain(bearer);
    }
  });

  it("streams its thoughts and its answer apart", async () => {
    await connect();
    const seen: LlmEvent["type"][] = [];
    for await (const { type } of callOf("Tell me about rivers [commentary]")) if (seen.at(-1) !== type) seen.push(type);
    expect(seen).toEqual(["start", "reasoning-delta", "text-delta", "end"]);
  });
});
