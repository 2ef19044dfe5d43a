import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { parseConfig } from "@/lib/config";
import { llm, node, wire } from "@/lib/engine/testRun";
import { collect } from "@/lib/llm/callLlm";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { Database } from "@/lib/storage/postgres/database";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import type { LlmCall } from "@/types/llm";
import type { Person, Role } from "@/types/people";
import type { Workflow } from "@/types/workflow";

/** Whose plan pays, where a database is shared: that of whoever asked, and nobody else's. */

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.control.reset());

interface Team {
  services: Services;
  /** Another process on the same database. */
  elsewhere: Services;
  database: Database;
  add(name: string, role?: Role): Promise<Person>;
}

async function startTeam(): Promise<Team> {
  const database = await testDatabase();
  const settings = {
    ...simulator.env,
    DATABASE_URL: database.url,
    PATCHBAY_SECRET: "ab".repeat(32),
    PATCHBAY_DATA_DIR: await testDirectory(),
    LOG_LEVEL: "silent",
  };
  const start = async () => {
    const services = createServices(parseConfig(settings));
    await services.storage.prepare();
    onTestFinished(async () => {
      await services.runs.leave();
      await services.storage.close();
    });
    return services;
  };
  const [services, elsewhere] = [await start(), await start()];
  const add = async (name: string, role: Role = "editor") => {
    const kept = { name, role, email: null, passwordHash: "none", issuer: null, subject: null };
    const { id } = (await services.people?.persons.add(kept)) ?? { id: "" };
    return { id, name, role };
  };
  return { services, elsewhere, database, add };
}

/** Connects the account that this person of the simulator has. */
async function connect(services: Services, person: "ada" | "grace"): Promise<string> {
  const { account } = await services.auth.importCodex({ tokens: await simulator.control.mintTokens({ person }) });
  return account.id;
}

const callOf = (account?: string): LlmCall => ({
  provider: "openai-auth",
  model: "gpt-5.5",
  messages: [{ role: "user", content: `Hello ${randomUUID()}` }],
  ...(account === undefined ? {} : { account }),
});
const payerOf = async (services: Services, account?: string) => {
  const { payer } = await collect(services.callLlm(callOf(account), new AbortController().signal));
  return payer.id;
};

function asking(account?: string): Workflow {
  const data = { provider: "openai-auth", model: "gpt-5.5", ...(account === undefined ? {} : { account }) };
  return {
    ...{ format: "patchbay/workflow", version: 1, id: "w1", name: "Asks", revision: 0 },
    nodes: [
      node("t", "prompt", { text: `Hello ${randomUUID()}` }),
      llm("m", data),
      node("o", "output", { format: "auto" }),
    ],
    edges: ["t.text>m.prompt", "m.text>o.value"].map(wire),
    layout: { nodes: {}, groups: [] },
  };
}

async function ended({ runs }: Services, id: string) {
  await expect.poll(async () => (await runs.read(id)).endedAt, { timeout: 15_000 }).toBeDefined();
  return runs.read(id);
}

describe("a plan", () => {
  it("is seen, named and used by its own person alone", async () => {
    const { services, elsewhere, add } = await startTeam();
    const [ada, bob] = [await add("ada"), await add("bob")];
    const account = await connect(services.of(ada), "ada");
    expect(await payerOf(elsewhere.of(ada))).toBe(account);
    for (const of of [services.of(bob), elsewhere.of(bob), services]) {
      expect((await of.auth.status()).accounts).toEqual([]);
      await expect(of.auth.account(account)).rejects.toMatchObject({ code: "not_found" });
      await expect(of.auth.disconnect(account)).resolves.toMatchObject({ disconnected: [] });
      await expect(payerOf(of, account)).rejects.toMatchObject({ code: "auth_required" });
    }
    expect(await payerOf(services.of(ada))).toBe(account);
  });

  it("of whoever runs it pays where a workflow names somebody else's, in preflight and in the run", async () => {
    const { services, elsewhere, add } = await startTeam();
    const [ada, bob] = [await add("ada"), await add("bob")];
    const hers = await connect(services.of(ada), "ada");
    const his = await connect(services.of(bob), "grace");
    const workflow = asking(hers);
    const { calls } = await services.of(bob).preflight(workflow, {});
    expect(calls.map(({ payer }) => payer?.id)).toEqual([his]);
    const { id } = await services.of(bob).runs.start(workflow);
    const run = await ended(elsewhere, id);
    expect(run).toMatchObject({ by: bob.id, status: "completed" });
    expect(run.payers.map((payer) => payer.id)).toEqual([his]);
    const own = await services.of(ada).runs.start(asking(hers));
    expect((await ended(services, own.id)).payers.map((payer) => payer.id)).toEqual([hers]);
  });

  it("shows what it has under way to its own person alone", async () => {
    const { services, add } = await startTeam();
    const [ada, bob] = [await add("ada"), await add("bob")];
    await connect(services.of(ada), "ada");
    const source = await services.of(ada).auth.credentials("openai-auth");
    const turn = services.limits.gateOf(source.payer).join();
    expect((await services.of(bob).activity()).places).toEqual([]);
    expect((await services.of(ada).activity()).places).toMatchObject([{ payer: source.payer, running: 1 }]);
    turn.leave();
  });

  it("pays for no run that somebody else goes on with", async () => {
    const { services, elsewhere, add } = await startTeam();
    const [ada, bob, eve] = [await add("ada"), await add("bob"), await add("eve", "admin")];
    await connect(services.of(ada), "ada");
    simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
    const { id } = await services.of(ada).runs.start(asking());
    await expect.poll(async () => (await services.runs.read(id)).status, { timeout: 15_000 }).toBe("parked");
    await connect(services.of(bob), "grace");
    for (const other of [services.of(bob), elsewhere.of(eve)]) {
      await expect(other.runs.resume(id)).rejects.toMatchObject({ code: "not_allowed" });
    }
    await expect(services.of(bob).runs.cancel(id)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(services.of(bob).runs.remove(id)).rejects.toMatchObject({ code: "not_allowed" });
    // What anybody thinks of its rows is kept under their name, and pays for nothing.
    await services.of(bob).runs.label(id, { node: "n", row: 0, label: "up" });
    expect(await elsewhere.of(ada).runs.labels(id)).toMatchObject([{ row: 0, label: "up", by: bob.id }]);
    simulator.control.setUsage({ person: "ada", limitedUntilMs: null });
    await elsewhere.of(ada).runs.resume(id);
    expect(await ended(services, id)).toMatchObject({ status: "completed", by: ada.id });
  });

  it("may not be put in the place of one's own on going on", async () => {
    const { services, add } = await startTeam();
    const [ada, bob] = [await add("ada"), await add("bob")];
    await connect(services.of(ada), "ada");
    const his = await connect(services.of(bob), "grace");
    simulator.control.setUsage({ person: "ada", limitedUntilMs: Date.now() + 3_600_000 });
    const { id } = await services.of(ada).runs.start(asking());
    await expect.poll(async () => (await services.runs.read(id)).status, { timeout: 15_000 }).toBe("parked");
    await expect(services.of(ada).runs.resume(id, { account: his })).rejects.toMatchObject({ code: "not_found" });
    const eve = await add("eve", "admin");
    await services.of(eve).runs.cancel(id);
    expect(await ended(services, id)).toMatchObject({ status: "cancelled" });
  });

  it("pays nothing any more once its person is switched off, and their runs wait", async () => {
    const { services, elsewhere, database, add } = await startTeam();
    const ada = await add("ada");
    await connect(services.of(ada), "ada");
    // Far enough for a busy computer to meet the limit before it ends.
    const resetMs = Date.now() + 4000;
    simulator.control.setUsage({ person: "ada", limitedUntilMs: resetMs });
    const { id } = await services.of(ada).runs.start(asking());
    await expect.poll(async () => (await services.runs.read(id)).status, { timeout: 15_000 }).toBe("parked");
    await services.runs.leave();
    await services.people?.persons.change(ada.id, { disabled: true });
    await expect(payerOf(elsewhere.of(ada))).rejects.toMatchObject({ code: "auth_required" });
    const claims = () => database.query("SELECT claim_number AS number, owner FROM runs");
    expect(await claims()).toMatchObject([{ number: 1 }]);
    await elsewhere.runs.recovery.lookForParked();
    // When the limit has ended it is looked at, and let go of.
    await expect.poll(claims).toEqual([{ number: 2, owner: null }]);
    expect(await elsewhere.runs.read(id)).toMatchObject({ status: "parked" });
    await elsewhere.people?.persons.change(ada.id, { disabled: false });
    await elsewhere.of(ada).runs.resume(id);
    expect(await ended(elsewhere, id)).toMatchObject({ status: "completed" });
  });

  it("that was connected before there were people is nobody's until it is given to one", async () => {
    const { services, elsewhere, add } = await startTeam();
    const account = await connect(services, "ada");
    expect(await payerOf(services)).toBe(account);
    const ada = await add("ada");
    await expect(payerOf(services.of(ada))).rejects.toMatchObject({ code: "auth_required" });
    expect(await services.giveAccounts(ada.id)).toHaveLength(1);
    expect(await services.giveAccounts(ada.id)).toEqual([]);
    expect(await payerOf(elsewhere.of(ada))).toBe(account);
    await expect(payerOf(elsewhere)).rejects.toMatchObject({ code: "auth_required" });
  });

  it("is renewed for everybody by whichever process looks", async () => {
    const { services, elsewhere, add } = await startTeam();
    const tokens = await simulator.control.mintTokens({ person: "ada", accessTokenSeconds: 60 });
    await services.of(await add("ada")).auth.importCodex({ tokens });
    const rounds = await Promise.all((await elsewhere.accountsOfAll()).map(({ auth }) => auth.renewDue()));
    expect(rounds.map(({ renewed }) => renewed)).toEqual([0, 1]);
  });
});

describe("a run", () => {
  it("of a runner is one of a workflow as it is saved", async () => {
    const { services, add } = await startTeam();
    const rita = services.of(await add("rita", "runner"));
    await connect(rita, "ada");
    const workflow = await services.workflows.create(asking());
    const changed = { ...workflow, nodes: [...workflow.nodes, node("x", "prompt", { text: "more" })] };
    for (const refused of [changed, { ...workflow, id: "w2" }]) {
      await expect(rita.runs.start(refused)).rejects.toMatchObject({ code: "not_allowed" });
    }
    const { id } = await rita.runs.start({ ...workflow, name: "Another name" });
    expect(await ended(services, id)).toMatchObject({ status: "completed" });
  });
});
