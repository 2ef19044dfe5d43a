import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { llm, node, wire } from "@/lib/engine/testRun";
import { collect } from "@/lib/llm/callLlm";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { createDatabase } from "@/lib/storage/postgres/database";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { LlmCall } from "@/types/llm";
import type { PatchSharing } from "@/types/sharing";
import type { Workflow } from "@/types/workflow";
import { GET as readAudit } from "./audit/route";
import { PATCH as shareKey } from "./keys/[provider]/route";
import { GET as listKeys } from "./keys/route";
import { PATCH as shareServer } from "./servers/[id]/sharing/route";
import { GET as listServers } from "./servers/route";
import { startTeam, type Team } from "./teamServices";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

type Member = Awaited<ReturnType<Team["add"]>>;

async function startHouse() {
  const { services, add } = await startTeam({ ...simulator.env, ANTHROPIC_API_KEY: "sk-ant-simulated" });
  const [ada, bob, cyd] = [await add("ada", "admin"), await add("bob", "editor"), await add("cyd", "editor")];
  await services.auth.keys.put("openai", { key: "sk-simulated" });
  const share = (body: PatchSharing, provider = "openai", by: Member = ada) =>
    by.ask(shareKey, `/api/keys/${provider}`, { method: "PATCH", body, params: { provider } });
  return { services, ada, bob, cyd, share };
}

const callOf = (change: Partial<LlmCall> = {}): LlmCall => ({
  provider: "openai",
  model: "gpt-5.5",
  messages: [{ role: "user", content: `Hello ${randomUUID()}` }],
  ...change,
});
const call = async (services: Services, change?: Partial<LlmCall>) =>
  (await collect(services.callLlm(callOf(change), new AbortController().signal))).payer.id;

describe("a key of the workspace", () => {
  it("is used by those with whom an admin shares it, and for all others it is not there", async () => {
    const { services, ada, bob, cyd, share } = await startHouse();
    const sourceFor = async (who: Member) => {
      const { keys } = await (await who.ask(listKeys, "/api/keys")).json();
      return keys.find(({ provider }: { provider: string }) => provider === "openai").source;
    };
    const mayUse = async () => {
      const may: boolean[] = [];
      for (const who of [ada, bob, cyd]) {
        const isThere = (await sourceFor(who)) === "stored";
        const payer = await call(services.of(who)).catch((error: unknown) => error);
        if (isThere) expect(payer).toBe("openai");
        else expect(payer).toMatchObject({ code: "auth_required", facts: { reason: "not_shared" } });
        may.push(isThere);
      }
      return may;
    };
    expect(await mayUse()).toEqual([true, true, true]);
    expect((await share({ sharedWith: "admins" })).status).toBe(200);
    expect(await mayUse()).toEqual([true, false, false]);
    await share({ sharedWith: [cyd.id] });
    expect(await mayUse()).toEqual([true, false, true]);
    await share({ sharedWith: [cyd.id, bob.id] });
    await share({ sharedWith: "everyone" });
    expect(await mayUse()).toEqual([true, true, true]);
    expect((await share({ sharedWith: "everyone" }, "openai", bob)).status).toBe(403);
    expect((await share({ share: { callsPerDay: 0 } })).status).toBe(400);
    const { entries } = await (await ada.ask(readAudit, "/api/audit?kind=key_changed")).json();
    expect(entries[1]).toMatchObject({ about: "openai", details: { sharedWith: "cyd bob" } });
  });

  it("serves each person as often a day as their share says, in all processes, for calls, pictures and runs", async () => {
    const { services, ada, bob, cyd, share } = await startHouse();
    const elsewhere = createServices(services.config);
    onTestFinished(() => elsewhere.storage.close());
    await share({ share: { callsPerDay: 3 } });
    await call(services.of(bob));
    await call(elsewhere.of(bob));
    const picture = { provider: "openai", prompt: "a lighthouse" } as const;
    await services.of(bob).makeImages(picture, new AbortController().signal);
    const refused = {
      code: "usage_limit_reached",
      facts: { action: "wait", until: expect.stringMatching(/T00:00:00/) },
    };
    await expect(call(elsewhere.of(bob))).rejects.toMatchObject(refused);
    await expect(services.of(bob).makeImages(picture, new AbortController().signal)).rejects.toMatchObject(refused);
    expect(await call(services.of(cyd))).toBe("openai");
    // Who named another payer for it goes on.
    const fallback = [{ provider: "anthropic" as const, model: "claude-sonnet-5-5" }];
    expect(await call(services.of(bob), { fallback })).toBe("anthropic");

    const warningsFor = async (who: Member) => (await services.of(who).preflight(asking(), {})).warnings;
    expect(await warningsFor(bob)).toEqual([
      { code: "share_short", message: expect.stringContaining("0 calls are left today, and this asks for 1.") },
    ]);
    expect(await warningsFor(cyd)).toEqual([]);
    const { id } = await services.of(bob).runs.start(asking());
    await expect.poll(async () => (await services.runs.read(id)).status, { timeout: 15_000 }).toBe("parked");
    const { parked } = await services.runs.read(id);
    expect(Date.parse(parked?.until ?? "")).toBeGreaterThan(Date.now());
    expect(await call(services.of(ada))).toBe("openai");

    const database = createDatabase({ url: services.config.database?.url ?? "" });
    onTestFinished(() => database.close());
    await database.query("UPDATE key_uses SET day = day - 1");
    expect(await call(services.of(bob))).toBe("openai");
  });
});

it("a server is shared as a key is, also that of the settings", async () => {
  const { services, ada, bob } = await startHouse();
  const { id } = await services.auth.servers.add({
    name: "Ours",
    baseUrl: "http://127.0.0.1:9",
    api: "auto",
    skills: {},
  });
  const share = (body: PatchSharing, server = id) =>
    ada.ask(shareServer, `/api/servers/${server}/sharing`, { method: "PATCH", body, params: { id: server } });
  const listedFor = async (who: Member) => (await (await who.ask(listServers, "/api/servers")).json()).servers;
  expect(await (await share({ sharedWith: "admins" })).json()).toMatchObject({ id, sharing: { sharedWith: "admins" } });
  expect([(await listedFor(ada)).length, (await listedFor(bob)).length]).toEqual([1, 0]);
  await services.of(ada).auth.credentials("compatible");
  for (const named of [id, undefined])
    await expect(services.of(bob).auth.credentials("compatible", named)).rejects.toMatchObject({
      code: "auth_required",
      facts: { reason: "not_shared" },
    });
  await share({ sharedWith: [bob.id], share: { callsPerDay: 1 } });
  const source = await services.of(bob).auth.credentials("compatible");
  await source.spend?.();
  await expect(source.spend?.()).rejects.toMatchObject({ code: "usage_limit_reached" });
  expect((await share({}, "none")).status).toBe(404);
});

function asking(): Workflow {
  return {
    ...{ format: "patchbay/workflow", version: 1, id: "w1", name: "Asks", revision: 0 },
    nodes: [
      node("t", "prompt", { text: `Hello ${randomUUID()}` }),
      llm("m", { provider: "openai", model: "gpt-5.5" }),
      node("o", "output", { format: "auto" }),
    ],
    edges: ["t.text>m.prompt", "m.text>o.value"].map(wire),
    layout: { nodes: {}, groups: [] },
  };
}
