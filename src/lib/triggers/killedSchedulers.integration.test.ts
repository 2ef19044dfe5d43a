import { expect, it } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";
import { openTextStore } from "@/lib/storage/contract/openTextStore";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { testDatabase } from "@/lib/storage/postgres/testDatabase";
import { createScheduler } from "./scheduler";
import { triggerBench } from "./testTriggers";

/** Long after a process would have started what it was starting. */
const LATER_MS = 60_000;

it.each([
  ["files", testDirectory],
  ["PostgreSQL", async () => (await testDatabase()).url],
])("what a killed process was starting is told, and not started by the next one, on %s", async (_, makePlace) => {
  const place = await makePlace();
  const bench = triggerBench({ texts: openTextStore(place), ms: Date.now() });
  const times = { cron: "0 0 1 1 *", timeZone: "UTC", missed: "run_once", since: "2020-06-01T00:00:00.000Z" } as const;
  const { id } = await bench.store.add({ kind: "schedule", workflowId: "w1", enabled: true, ...times });
  const child = startChild(new URL("./scheduler.child.ts", import.meta.url), [], { PLACE: place });
  expect(await child.nextLine()).toBe("starting");
  const outcomes = async () => (await bench.states.read(id)).deliveries.map(({ outcome }) => outcome);
  expect(await outcomes()).toEqual(["starting"]);
  const gone = new Promise((resolve) => child.process.once("exit", resolve));
  child.process.kill("SIGKILL");
  await gone;
  bench.clock.ms += LATER_MS;
  await createScheduler(bench).tick();
  expect([await outcomes(), bench.started]).toEqual([["lost"], []]);
});
