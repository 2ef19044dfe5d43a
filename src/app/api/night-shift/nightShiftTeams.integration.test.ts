import { afterAll, beforeAll, expect, it } from "vitest";
import { startTeam } from "@/app/api/teamServices";
import { POST as createTrigger } from "@/app/api/triggers/route";
import { nightRoundsOf } from "@/lib/nightServices";
import type { Services } from "@/lib/services";
import type { PersonId } from "@/simulator/people";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { createBrowser } from "@/simulator/testkit/browser";
import type { Workflow } from "@/types/workflow";
import { PUT as change, GET as read } from "./route";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

const workflow: Workflow = {
  format: "patchbay/workflow",
  version: 1,
  id: "digest",
  name: "Digest",
  revision: 0,
  nodes: [
    { id: "ask", type: "prompt", data: { text: "Say good night." } },
    { id: "model", type: "llmGenerate", data: { provider: "openai-auth", model: "gpt-5.5" } },
  ],
  edges: [{ id: "wire", source: { node: "ask", port: "text" }, target: { node: "model", port: "prompt" } }],
  layout: { nodes: {}, groups: [] },
};

async function connect({ auth }: Services, person: PersonId): Promise<string> {
  const { url } = await auth.start({ route: "codex", origin: "http://patchbay.example:3000" });
  const back = await createBrowser().signIn(url, person);
  return (await auth.exchange({ url: back.href })).id;
}

/** Hours around now, in which what would wait for a reset is due. */
function around() {
  const clock = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(11, 16);
  return { from: clock(-30), to: clock(40) };
}

it("each person has a night shift of their own, which their own plan pays", async () => {
  const { services, add } = await startTeam(simulator.env);
  const [ada, bob, cyd] = [await add("ada", "editor"), await add("bob", "editor"), await add("cyd", "runner")];
  const account = await connect(services.of(ada), "ada");
  const other = await connect(services.of(bob), "grace");
  await services.workflows.create(workflow);
  const settings = { hours: around(), timeZone: "UTC", longWindows: "whole", reservePercent: 10 };
  expect((await ada.ask(change, "/api/night-shift", { method: "PUT", body: settings })).status).toBe(200);
  const entry = { kind: "spare", workflowId: "digest", repeat: true };
  await ada.ask(createTrigger, "/api/triggers", { method: "POST", body: entry });

  const ofAda = async () => (await ada.ask(read, "/api/night-shift")).json();
  expect(await (await bob.ask(read, "/api/night-shift")).json()).toMatchObject({
    isNew: true,
    queue: [],
    accounts: [{ id: other }],
  });
  expect((await cyd.ask(read, "/api/night-shift")).status).toBe(200);
  expect((await cyd.ask(change, "/api/night-shift", { method: "PUT", body: {} })).status).toBe(403);
  expect(await ofAda()).toMatchObject({ queue: [{ workflowName: "Digest" }], accounts: [{ id: account }] });

  await nightRoundsOf(services)();
  const { did } = await ofAda();
  expect(did).toMatchObject([{ outcome: "running", account }]);
  await expect.poll(async () => (await services.runs.read(did[0].run)).status, { timeout: 10_000 }).toBe("completed");
  const run = await services.runs.read(did[0].run);
  expect(run).toMatchObject({ by: ada.id, payers: [{ id: account }], through: { kind: "spare" } });
  expect(await (await bob.ask(read, "/api/night-shift")).json()).toMatchObject({ did: [] });
});
