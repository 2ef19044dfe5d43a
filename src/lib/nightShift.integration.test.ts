import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PUT as changeNightShift, GET as getNightShift } from "@/app/api/night-shift/route";
import { ask } from "@/app/api/testServices";
import { POST as createTrigger } from "@/app/api/triggers/route";
import { type Simulator, startSimulator } from "@/simulator/simulator";
import { nightShiftSchema } from "@/types/nightShift";
import { connectPlan } from "./auth/testkit/connectPlan";
import { parseConfig } from "./config";
import { nightRoundsOf } from "./nightServices";
import { createServices } from "./server";
import type { Services } from "./services";
import { digest, hoursAroundNow } from "./triggers/night/testDigest";

/** The night shift of a whole server, on the windows that the simulator tells. */

let simulator: Simulator;
let services: Services;
let account: string;
const directory = join(tmpdir(), `patchbay-night-${randomUUID()}`);

beforeAll(async () => {
  simulator = await startSimulator({ port: 0, latency: { firstTokenMs: 10, tokenMs: 1 } });
  services = start();
  Reflect.set(globalThis, Symbol.for("patchbay.services"), services);
  account = await connectPlan(services, "ada");
  await services.workflows.create(digest);
});
afterAll(async () => {
  await services.auth.close();
  await simulator.close();
  await rm(directory, { recursive: true, force: true });
});

/** Another process on the same data would build the same. */
function start(): Services {
  return createServices(
    parseConfig({
      ...simulator.env,
      PATCHBAY_DATA_DIR: join(directory, "data"),
      XDG_CONFIG_HOME: join(directory, "config"),
      LOG_LEVEL: "silent",
    }),
  );
}

const read = async () => nightShiftSchema.parse(await (await ask(getNightShift, "/api/night-shift")).json());
const set = async (body: object) =>
  nightShiftSchema.parse(await (await ask(changeNightShift, "/api/night-shift", { method: "PUT", body })).json());
const add = async (more: object = {}) => {
  const body = { kind: "spare", workflowId: "digest", ...more };
  return (await ask(createTrigger, "/api/triggers", { method: "POST", body })).json();
};
/** The whole day, and a window of the simulator that began before does not hold it up. */
const always = { hours: { from: "00:00", to: "00:00" }, timeZone: "UTC", longWindows: "whole" };

test("tells of each account what is left, and what it would do, before anything is done", async () => {
  expect(await read()).toMatchObject({ isNew: true, queue: [], plan: [], did: [] });
  expect((await read()).accounts).toMatchObject([
    {
      id: account,
      usable: true,
      windows: [
        { label: "5 h", leftPercent: 88 },
        { label: "7 d", leftPercent: 69 },
      ],
    },
  ]);
  const { id } = await add({ repeat: true });
  const { queue, plan } = await set({ ...always, reservePercent: 90 });
  expect(queue).toMatchObject([{ id, workflowName: "Digest", forecast: { isGuess: true } }]);
  expect(plan).toMatchObject([{ state: "waits", reason: "too_large", needs: 15, room: 10 }]);
  expect(await set({ reservePercent: 70 })).toMatchObject({ plan: [{ state: "waits", reason: "reserve", room: 0 }] });
  expect(await set({ accounts: [] })).toMatchObject({
    accounts: [{ reason: "not_chosen" }],
    plan: [{ reason: "no_account" }],
  });
  expect(await set({ accounts: null, reservePercent: 20 })).toMatchObject({ plan: [{ state: "starts", account }] });
});

test("starts a run within its terms, on the account of the plan alone, and learns what it took", async () => {
  const { plan } = await set(always);
  const [step] = plan;
  if (step?.state !== "starts") throw new Error("It should start.");
  // Where the simulator's window ends far from now it is left to its owner until shortly before.
  const isLater = Date.parse(step.at) > Date.now() + 1000;
  if (isLater) await set({ hours: hoursAroundNow() });
  await nightRoundsOf(services)();
  await expect.poll(async () => (await read()).did[0]?.outcome, { timeout: 10_000 }).toBe("running");
  const { did } = await read();
  const run = did[0]?.run ?? "";
  await expect.poll(async () => (await services.runs.read(run)).status, { timeout: 10_000 }).toBe("completed");
  expect(await services.runs.read(run)).toMatchObject({
    through: { kind: "spare", id: step.entry, accounts: [account] },
    payers: [{ id: account }],
  });

  // Somebody else asks the upstream anew: this process did so less than a minute ago.
  const other = start();
  await other.nightShift.round();
  const { did: after, queue, plan: planned } = await other.nightShift.view();
  expect(after).toMatchObject([
    {
      outcome: "completed",
      accountName: expect.any(String),
      windows: [
        { before: 12, after: 13 },
        { before: 31, after: 31 },
      ],
    },
  ]);
  expect(queue[0]?.forecast).toMatchObject({ isGuess: false });
  // Once a night: the next time is tomorrow.
  const next = planned[0]?.state === "starts" ? Date.parse(planned[0].at) : 0;
  expect(next).toBeGreaterThan(Date.now() + 3_600_000);
  await other.auth.close();
});
