import { createSecretBox } from "@/lib/security/secretBox";
import { openTextStore } from "@/lib/storage/contract/openTextStore";
import { createScheduler } from "./scheduler";
import { testWorkflow } from "./testTriggers";
import { createTriggerStates } from "./triggerState";
import { createTriggerStore } from "./triggerStore";

// Run by killedSchedulers.integration.test.ts: says when a run is being started, and starts it for ever.
const texts = openTextStore(process.env.PLACE ?? "");
const box = createSecretBox({ secret: new Uint8Array(32).fill(1), configDir: "" });
const never = () => new Promise<never>(() => undefined);
const scheduler = createScheduler({
  store: createTriggerStore({ texts, box, now: Date.now }),
  states: createTriggerStates(texts),
  runsOf: async () => ({
    readWorkflow: async () => testWorkflow,
    requirePayers: async () => undefined,
    start: () => {
      process.stdout.write("starting\n");
      return never();
    },
    read: never,
    latest: async () => [],
    open: async () => [],
    batches: async function* () {},
  }),
  reportBug: String,
  now: Date.now,
});
setInterval(() => {}, 60_000);
await scheduler.tick();
