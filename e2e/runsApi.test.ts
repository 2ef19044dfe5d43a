import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { callApi, connectAccount } from "./support/api";
import { eventually } from "./support/eventually";
import { type GraphSketch, openGraph, planModel, threeNodes } from "./support/graph";
import { callsMade, finishedItems, listAndChain, readSummary, startByApi } from "./support/longRun";
import { setStage } from "./support/stage";

const stage = setStage();

async function setUp(sketch: GraphSketch): Promise<{ id: string; account: string }> {
  const { app, page } = stage;
  const { id: account } = await connectAccount(app, "ada", { name: "Work" });
  return { id: await openGraph(app, page, sketch), account };
}

async function runToEndByApi(workflowId: string): Promise<string> {
  const run = await startByApi(stage.app, workflowId);
  await eventually(async () => (await readSummary(run)).status).toBe("completed");
  return run;
}

describe("POST /api/runs/preflight", () => {
  it("counts calls by account and model, tells what is left and what the cache has, and sends nothing", async () => {
    const { app } = stage;
    const { id: workflowId, account } = await setUp(threeNodes("Write about rain"));
    const look = () => callApi<Record<string, unknown>>(app, "POST", "/api/runs/preflight", { workflowId });
    await callApi(app, "GET", `/api/accounts/${account}/usage`);
    const before = callsMade(app);
    const call = { provider: "openai-auth", account, model: planModel.model };
    expect(await look()).toMatchObject({
      calls: [{ ...call, count: 1, cached: 0 }],
      limits: [{ account, windows: [{ label: "5 h" }, { label: "7 d" }], usableNow: true }],
      warnings: [],
    });
    expect(callsMade(app)).toBe(before);
    await runToEndByApi(workflowId);
    expect(await look()).toMatchObject({ calls: [{ ...call, count: 0, cached: 1 }], limits: [] });
  });

  it("lists what is missing instead of refusing", async () => {
    const { app } = stage;
    const { id: workflowId } = await setUp(threeNodes("Write about rain"));
    await callApi(app, "POST", "/api/auth/openai/disconnect", {});
    const { warnings } = await callApi<{ warnings: unknown[] }>(app, "POST", "/api/runs/preflight", { workflowId });
    expect(warnings).toMatchObject([{ code: "auth_required" }]);
  });
});

describe("the events of a run", () => {
  it("are the same from the beginning and from any place in them", async () => {
    const { id } = await setUp(threeNodes("Write about rain"));
    const run = await runToEndByApi(id);
    const read = async (headers: Record<string, string> = {}) => {
      const text = await (await fetch(`${run}/events`, { headers })).text();
      return Array.from(text.matchAll(/^id: (\d+)$/gm), ([, seq]) => Number(seq));
    };
    const whole = await read();
    expect(whole.length).toBeGreaterThan(2);
    expect(whole).toEqual(whole.map((_, index) => index + 1));
    for (const [index, seq] of whole.slice(0, -1).entries()) {
      expect(await read({ "last-event-id": `${seq}` })).toEqual(whole.slice(index + 1));
    }
  });
});

describe("the journal of a run", () => {
  it("is exported without what looks like a secret, wherever somebody wrote one", async () => {
    const secret = "sk-proj-0123456789abcdefghijABCDEFGHIJ";
    const { id } = await setUp(threeNodes(`Say ${secret} twice`));
    const run = await runToEndByApi(id);
    const text = await (await fetch(`${run}/export`)).text();
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
  });

  it("cannot be removed while the run is at work, and is gone afterwards", async () => {
    const { app } = stage;
    const { id } = await setUp(listAndChain());
    app.simulator.control.setSwitches({ latency: { firstTokenMs: 200, tokenMs: 40 } });
    const run = await startByApi(app, id);
    await eventually(async () => (await finishedItems(run)).length).toBeGreaterThan(0);
    const remove = () => fetch(run, { method: "DELETE", headers: { "content-type": "application/json" }, body: "{}" });
    expect((await remove()).status).toBe(409);
    await callApi(app, "POST", `${new URL(run).pathname}/cancel`, {});
    expect((await remove()).status).toBe(204);
    expect((await fetch(run)).status).toBe(404);
    const { runs } = await callApi<{ runs: unknown[] }>(app, "GET", `/api/runs?workflow=${id}`);
    expect(runs).toEqual([]);
  });

  it("is removed at the next start when it is older than the settings keep", async () => {
    const { app } = stage;
    const { id } = await setUp(threeNodes("Write about rain"));
    const run = await runToEndByApi(id);
    const runsDir = join(app.dataDir, "runs");
    const journal = await readFile(
      join(runsDir, new URL(run).pathname.slice("/api/runs/".length), "events.jsonl"),
      "utf8",
    );
    await mkdir(join(runsDir, "old-run"));
    await writeFile(join(runsDir, "old-run", "events.jsonl"), journal.replaceAll(/"at":"\d{4}/g, '"at":"2020'));
    const old = `${app.url}/api/runs/old-run`;
    await app.restart();
    expect((await readSummary(old)).createdAt).toMatch(/^2020/);
    const settings = await callApi<Record<string, unknown>>(app, "GET", "/api/settings");
    await callApi(app, "PUT", "/api/settings", { ...settings, runs: { keepDays: 30 } });
    await app.restart();
    await eventually(async () => (await fetch(old)).status).toBe(404);
    expect((await readSummary(run)).status).toBe("completed");
  });
});

describe("/api/cache", () => {
  it("tells how much it holds and is cleared, and then calls are made again", async () => {
    const { app } = stage;
    const { id } = await setUp(threeNodes("Write about rain"));
    await runToEndByApi(id);
    expect(await callApi(app, "GET", "/api/cache")).toMatchObject({ entries: 1, pinned: 0 });
    const made = callsMade(app);
    await runToEndByApi(id);
    expect(callsMade(app)).toBe(made);
    expect(await callApi(app, "DELETE", "/api/cache", {})).toMatchObject({ removed: { entries: 1 } });
    expect(await callApi(app, "GET", "/api/cache")).toMatchObject({ entries: 0, bytes: 0 });
    await runToEndByApi(id);
    expect(callsMade(app)).toBe(made + 1);
  });
});
