import { expect, it } from "vitest";
import { POST as call } from "@/app/api/hooks/[id]/route";
import { startTeam } from "@/app/api/teamServices";
import { ask } from "@/app/api/testServices";
import { createServices } from "@/lib/server";
import { signatureHeaders } from "@/lib/triggers/signature";
import { echoWorkflow } from "@/lib/triggers/testTriggers";
import { PATCH as change, GET as read, DELETE as remove } from "./[id]/route";
import { POST as makeSecret } from "./[id]/secret/route";
import { POST as test } from "./[id]/test/route";
import { POST as create } from "./route";

const asked = { kind: "hook", workflowId: "w1", notify: { url: "https://in.example/secret/path" } };

async function setUp() {
  const team = await startTeam();
  await team.services.workflows.create(echoWorkflow);
  const ada = await team.add("ada", "editor");
  const made = await (await ada.ask(create, "/api/triggers", { method: "POST", body: asked })).json();
  const sent = { params: { id: made.id } };
  const hook = () => {
    const headers = signatureHeaders(made.secret, Date.now(), "{}");
    return ask(call, `/api/hooks/${made.id}?wait=30`, { ...sent, method: "POST", body: {}, headers });
  };
  return { ...team, ada, made, sent, hook };
}

it("a trigger runs as who made it, whoever calls it, and no longer than they may use this", async () => {
  const { services, ada, hook, made } = await setUp();
  const answer = await hook();
  expect(answer.status).toBe(200);
  const { id } = await answer.json();
  expect(await services.runs.read(id)).toMatchObject({ by: ada.id, through: { kind: "hook", id: made.id } });
  await services.people?.persons.change(ada.id, { disabled: true });
  // A signature is taken once, and is another one in the next second.
  await expect.poll(async () => (await hook()).status, { timeout: 5000 }).toBe(401);
  const { deliveries } = await services.triggerStates.read(made.id);
  expect(deliveries[0]).toMatchObject({ outcome: "refused", error: { code: "auth_required" } });
});

it("others see it without what lets one post, and change nothing; an admin switches it off and deletes it", async () => {
  const { add, sent } = await setUp();
  const [ben, root] = [await add("ben", "editor"), await add("root", "admin")];
  const seen = await (await ben.ask(read, "/api/triggers/x", sent)).text();
  expect(seen).toContain("https://in.example");
  expect(seen).not.toMatch(/secret|path|pbs_/);
  const patch = (who: typeof ben, body: object) =>
    who.ask(change, "/api/triggers/x", { ...sent, method: "PATCH", body });
  expect((await patch(ben, { enabled: false })).status).toBe(403);
  expect((await ben.ask(remove, "/api/triggers/x", { ...sent, method: "DELETE" })).status).toBe(403);
  for (const post of [test, makeSecret]) {
    expect((await root.ask(post, "/api/triggers/x", { ...sent, method: "POST", body: {} })).status).toBe(403);
  }
  expect((await patch(root, { inputs: {} })).status).toBe(403);
  const off = await patch(root, { enabled: false });
  expect([off.status, (await off.json()).secret]).toEqual([200, undefined]);
  expect((await patch(root, { enabled: true })).status).toBe(403);
  expect((await root.ask(remove, "/api/triggers/x", { ...sent, method: "DELETE" })).status).toBe(204);
});

it("is made by editors", async () => {
  const { add } = await setUp();
  const runner = await add("kim", "runner");
  expect((await runner.ask(create, "/api/triggers", { method: "POST", body: asked })).status).toBe(403);
});

it("of several servers on one database exactly one starts what is due", async () => {
  const { services, ada } = await setUp();
  const body = { kind: "schedule", workflowId: "w1", cron: "* * * * *", timeZone: "UTC" };
  const { id } = await (await ada.ask(create, "/api/triggers", { method: "POST", body })).json();
  await services.triggerStore.change(id, (trigger) => {
    if (trigger.kind === "schedule") trigger.since = new Date(Date.now() - 3_600_000).toISOString();
  });
  const others = [1, 2].map(() => createServices(services.config));
  await Promise.all([services, ...others].map(({ scheduler }) => scheduler.tick()));
  const { deliveries } = await services.triggerStates.read(id);
  expect(deliveries).toMatchObject([{ outcome: "started", from: "schedule" }]);
  for (const other of others) {
    await other.runs.leave();
    await other.auth.close();
    await other.storage.close();
  }
});
