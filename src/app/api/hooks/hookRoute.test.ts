import { expect, it } from "vitest";
import { ask, useServices as provide } from "@/app/api/testServices";
import { POST as test } from "@/app/api/triggers/[id]/test/route";
import { POST as create } from "@/app/api/triggers/route";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { sign } from "@/lib/triggers/signature";
import { echoWorkflow } from "@/lib/triggers/testTriggers";
import { POST as call } from "./[id]/route";

async function setUp() {
  const services = provide(await testDirectory());
  await services.workflows.create(echoWorkflow);
  const asked = { kind: "hook", workflowId: "w1", name: "Orders" };
  const made = await (await ask(create, "/api/triggers", { method: "POST", body: asked })).json();
  const params = { id: made.id };
  const post = (query: string, body: unknown, headers: Record<string, string>) =>
    ask(call, `/api/hooks/${made.id}${query}`, { method: "POST", params, body, headers });
  const signed = (body: unknown): Record<string, string> => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign(made.secret, timestamp, JSON.stringify(body));
    return { "x-patchbay-timestamp": timestamp, "x-patchbay-signature": signature };
  };
  return { services, id: made.id, params, post, signed };
}

it("a signed call that waits is answered with what the run gave", async () => {
  const { post, signed, services, id } = await setUp();
  const body = { topic: "owls" };
  const answer = await post("?wait=30", body, signed(body));
  expect(answer.status).toBe(200);
  const ended = await answer.json();
  expect(ended).toMatchObject({ status: "completed", outputs: { Report: "owls" }, problems: [] });
  expect((await services.runs.read(ended.id)).through).toEqual({ kind: "hook", id, name: "Orders" });
});

it("a call that does not wait is answered with the run, and the same call with the same one", async () => {
  const { post, signed } = await setUp();
  const headers = { ...signed({}), "idempotency-key": "1" };
  const first = await post("", {}, headers);
  expect(first.status).toBe(202);
  const { id, events } = await first.json();
  expect(events).toBe(`/api/runs/${id}/events`);
  const second = await post("?wait=30", {}, headers);
  expect([second.status, (await second.json()).id]).toEqual([200, id]);
});

it("a key opens it by its scope, and no cookie, no other key and nobody do", async () => {
  const { post, services } = await setUp();
  const keyOf = async (scopes: ("hooks" | "runs")[]) => (await services.accessKeys.create({ name: "CI", scopes })).key;
  const withKey = async (key: string) => (await post("", {}, { authorization: `Bearer ${key}` })).status;
  expect(await withKey(await keyOf(["hooks"]))).toBe(202);
  expect(await withKey(await keyOf(["runs"]))).toBe(403);
  expect(await withKey("pb_AAAA")).toBe(401);
  expect((await post("", {}, {})).status).toBe(401);
});

it("too many wrong calls are told when to come again", async () => {
  const { post } = await setUp();
  const wrong = () => post("", {}, { "x-patchbay-timestamp": "1", "x-patchbay-signature": "sha256=00" });
  for (let calls = 0; calls < 20; calls++) await wrong();
  const answer = await wrong();
  expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
});

it("a notice of Patchbay itself opens no hook", async () => {
  const { post, signed } = await setUp();
  const answer = await post("", {}, { ...signed({}), "x-patchbay-notice": "1" });
  expect(answer.status).toBe(403);
});

it("the test of a trigger starts a run with given inputs, as the trigger would", async () => {
  const { params, services, id } = await setUp();
  const body = { inputs: { topic: "larks" } };
  const answer = await ask(test, "/api/triggers/x/test", { method: "POST", params, body });
  expect(answer.status).toBe(201);
  const run = await answer.json();
  for await (const _ of services.runs.batches(run.id, 0, new AbortController().signal));
  expect(await services.runs.read(run.id)).toMatchObject({
    outputs: { Report: "larks" },
    through: { kind: "hook", id },
  });
  const wrong = { inputs: { tpoic: "larks" } };
  expect((await ask(test, "/api/triggers/x/test", { method: "POST", params, body: wrong })).status).toBe(400);
});
