import { expect, it } from "vitest";
import { ask, useServices as provide } from "@/app/api/testServices";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { PATCH as change, GET as read, DELETE as remove } from "./[id]/route";
import { POST as makeSecret } from "./[id]/secret/route";
import { POST as create, GET as list } from "./route";
import { GET as times } from "./times/route";

const workflow = {
  format: "patchbay/workflow" as const,
  version: 1 as const,
  id: "w1",
  name: "Report",
  revision: 0,
  nodes: [],
  edges: [],
  layout: { nodes: {}, groups: [] },
};

async function setUp() {
  const services = provide(await testDirectory());
  await services.workflows.create(workflow);
  const post = async (body: object) => (await ask(create, "/api/triggers", { method: "POST", body })).json();
  return { services, post };
}

const schedule = { kind: "schedule", workflowId: "w1", cron: "0 9 * * 1-5", timeZone: "Europe/Berlin" };

it("a schedule tells its next three times while it is on", async () => {
  const { post } = await setUp();
  const made = await post(schedule);
  expect(made).toMatchObject({ ...schedule, enabled: true, missed: "run_once" });
  expect(made.next).toHaveLength(3);
  expect(made.secret).toBeUndefined();
  const params = { id: made.id };
  const off = await ask(change, "/api/triggers/x", { method: "PATCH", params, body: { enabled: false } });
  expect((await off.json()).next).toBeUndefined();
});

it("a hook shows its secret once, and a new one ends the one before", async () => {
  const { post, services } = await setUp();
  const made = await post({ kind: "hook", workflowId: "w1", name: "Orders" });
  expect(made.secret).toMatch(/^pbs_[\w-]{43}$/);
  const params = { id: made.id };
  const seen = await (await ask(read, "/api/triggers/x", { params })).json();
  expect(seen).toMatchObject({ id: made.id, name: "Orders", deliveries: [] });
  expect(JSON.stringify(seen)).not.toContain("pbs_");
  const { secret } = await (
    await ask(makeSecret, "/api/triggers/x/secret", { method: "POST", params, body: {} })
  ).json();
  expect(secret).not.toBe(made.secret);
  expect(await services.triggerStore.secretOf(made.id)).toBe(secret);
});

it("a notice that is wished for later brings the secret that signs it", async () => {
  const { post } = await setUp();
  const { id } = await post(schedule);
  const body = { notify: { url: "https://hooks.example/in?to=me" } };
  const changed = await ask(change, "/api/triggers/x", { method: "PATCH", params: { id }, body });
  expect(await changed.json()).toMatchObject({ ...body, secret: expect.stringMatching(/^pbs_/) });
});

it("are listed of one workflow, and gone once they are deleted", async () => {
  const { post, services } = await setUp();
  await services.workflows.create({ ...workflow, id: "w2" });
  const { id } = await post(schedule);
  await post({ kind: "hook", workflowId: "w2" });
  const all = async (query: string) => (await (await ask(list, `/api/triggers${query}`)).json()).triggers;
  expect(await all("")).toHaveLength(2);
  expect(await all("?workflow=w1")).toMatchObject([{ id }]);
  const gone = await ask(remove, "/api/triggers/x", { method: "DELETE", params: { id } });
  expect(gone.status).toBe(204);
  expect(await all("?workflow=w1")).toEqual([]);
});

it.each([
  ["seconds, which would come too often", { ...schedule, cron: "*/10 * * * * *" }, 400],
  ["a day that never comes", { ...schedule, cron: "0 0 30 2 *" }, 400],
  ["a zone that nobody knows", { ...schedule, timeZone: "Europe/Nowhere" }, 400],
  ["a notice in plain http to another computer", { ...schedule, notify: { url: "http://hooks.example/" } }, 400],
  ["a field of another kind", { kind: "hook", workflowId: "w1", cron: "0 9 * * *" }, 400],
  ["a workflow that is not there", { ...schedule, workflowId: "w9" }, 404],
])("%s is refused", async (_, body, status) => {
  const { services } = await setUp();
  const answer = await ask(create, "/api/triggers", { method: "POST", body });
  expect([answer.status, await services.triggerStore.list()]).toEqual([status, []]);
});

it("a change is refused where the kind has no such field, or needs it", async () => {
  const { post } = await setUp();
  const { id } = await post({ kind: "hook", workflowId: "w1" });
  const { id: scheduled } = await post(schedule);
  const patch = (of: string, body: object) =>
    ask(change, "/api/triggers/x", { method: "PATCH", params: { id: of }, body });
  expect((await patch(id, { cron: "0 9 * * *" })).status).toBe(400);
  expect((await patch(scheduled, { timeZone: null })).status).toBe(400);
  expect((await patch(scheduled, { cron: "no" })).status).toBe(400);
  const seen = await (await ask(read, "/api/triggers/x", { params: { id: scheduled } })).json();
  expect(seen).toMatchObject(schedule);
});

it("times are told before there is a schedule", async () => {
  await setUp();
  const answer = await ask(times, "/api/triggers/times?cron=0%209%20*%20*%20*&timeZone=UTC");
  expect((await answer.json()).next).toHaveLength(3);
  expect((await ask(times, "/api/triggers/times?cron=never&timeZone=UTC")).status).toBe(400);
});
