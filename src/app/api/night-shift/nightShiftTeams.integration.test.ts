import { afterAll, beforeAll, expect, it } from "vitest";
import { startTeam } from "@/app/api/teamServices";
import { POST as createTrigger } from "@/app/api/triggers/route";
import { connectPlan } from "@/lib/auth/testkit/connectPlan";
import { nightRoundsOf } from "@/lib/nightServices";
import { digest, hoursAroundNow } from "@/lib/triggers/night/testDigest";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { PUT as change, GET as read } from "./route";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 1, tokenMs: 0 } });
});
afterAll(() => simulator.close());

it("each person has a night shift of their own, which their own plan pays", async () => {
  const { services, add } = await startTeam(simulator.env);
  const [ada, bob, cyd] = [await add("ada", "editor"), await add("bob", "editor"), await add("cyd", "runner")];
  const account = await connectPlan(services.of(ada), "ada");
  const other = await connectPlan(services.of(bob), "grace");
  await services.workflows.create(digest);
  const settings = { hours: hoursAroundNow(), timeZone: "UTC", longWindows: "whole", reservePercent: 10 };
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
