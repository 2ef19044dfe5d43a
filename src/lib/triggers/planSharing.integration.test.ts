import { expect, it, onTestFinished } from "vitest";
import { withinKey } from "@/lib/access/keyVisitor";
import { approve } from "@/lib/auth/testkit/testBrowser";
import { parseConfig } from "@/lib/config";
import { llm, node, wire } from "@/lib/engine/testRun";
import { createServices } from "@/lib/server";
import type { Services } from "@/lib/services";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { startSimulator } from "@/simulator/simulator";
import type { Workflow } from "@/types/workflow";

/** A plan that is shared with Patchbay, through everything that a route uses. */
async function setUp() {
  const simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 0, tokenMs: 0 } });
  const directory = await testDirectory();
  const environment = { PATCHBAY_DATA_DIR: directory, XDG_CONFIG_HOME: directory, LOG_LEVEL: "silent" };
  const services = createServices(parseConfig({ ...simulator.env, OPENAI_API_KEY: "", ...environment }));
  onTestFinished(async () => {
    await services.runs.leave();
    await services.auth.close();
    await simulator.close();
  });
  const { url } = await services.auth.start({ route: "siwc", origin: "http://patchbay.example", another: true });
  const { id: account } = await services.auth.exchange({
    url: await approve(url, "ada", "approve", { plan_use: "on" }),
  });
  const workflow: Workflow = {
    ...{ format: "patchbay/workflow", version: 1, id: "w1", name: "Rivers", revision: 0 },
    nodes: [
      node("p", "prompt", { text: "Tell me about rivers" }),
      llm("m", { provider: "openai-auth", model: "gpt-6-sol", account }),
      node("o", "output", { format: "auto", name: "Report" }),
    ],
    edges: [wire("p.text>m.prompt"), wire("m.text>o.value")],
    layout: { nodes: {}, groups: [] },
  };
  await services.workflows.create(workflow);
  await services.workflows.create({
    ...workflow,
    ...{ id: "holder", name: "Holder", edges: [wire("h.Report>o.value")] },
    nodes: [node("h", "workflow", { workflow: "w1" }), node("o", "output", { format: "auto", name: "Report" })],
  });
  const times = { cron: "0 9 * * *", timeZone: "UTC", missed: "run_once" } as const;
  const schedule = (workflowId: string) =>
    services.triggers.create({ kind: "schedule", workflowId, enabled: true, ...times });
  const [{ id }, { id: ofHolder }] = [await schedule("w1"), await schedule("holder")];
  return { services, account, id, ofHolder };
}

it("pays for what a schedule starts once its person has allowed that, and the trigger says so before", async () => {
  const { services, account, id } = await setUp();
  const refusal = { code: "plan_use_off", facts: { needs: "background_consent" } };
  await expect(services.triggers.test(id)).rejects.toMatchObject(refusal);
  const [refused] = (await services.triggers.read(id)).deliveries;
  expect(refused).toMatchObject({ outcome: "refused", error: { code: "plan_use_off" } });
  expect(refused?.run).toBeUndefined();
  expect((await services.runs.list()).runs).toEqual([]);

  await services.auth.edit(account, { backgroundConsent: true });
  const { id: run } = await services.triggers.test(id);
  for await (const _ of services.runs.batches(run, 0, new AbortController().signal));
  expect(await services.runs.read(run)).toMatchObject({ status: "completed", payers: [{ id: account }] });
});

const toEnd = async (services: Services, run: string) => {
  for await (const _ of services.runs.batches(run, 0, new AbortController().signal));
  return services.runs.read(run);
};

it("pays inside of a node no sooner than outside", async () => {
  const { services, account, ofHolder } = await setUp();
  const refusal = { code: "plan_use_off", facts: { needs: "background_consent" } };
  await expect(services.triggers.test(ofHolder)).rejects.toMatchObject(refusal);
  expect((await services.runs.list()).runs).toEqual([]);
  await services.auth.edit(account, { backgroundConsent: true });
  const { id: run } = await services.triggers.test(ofHolder);
  expect(await toEnd(services, run)).toMatchObject({ status: "completed", payers: [{ id: account }] });
});

it("lends a program no model inside of a node that is nothing but one call", async () => {
  const { services, account } = await setUp();
  await services.auth.edit(account, { backgroundConsent: true });
  const key = { id: "k1", name: "Laptop", scopes: ["runs" as const], lastFour: "abcd", createdAt: "" };
  const holder = await services.workflows.read("holder");
  const { id } = await withinKey(services, key).runs.start(holder, {});
  expect(await toEnd(services, id)).toMatchObject({ status: "failed", counts: { calls: 0 }, payers: [] });
});
