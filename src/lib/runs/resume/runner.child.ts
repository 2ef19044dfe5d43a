import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { answering } from "@/lib/engine/testRun";
import { killWorkflow, runServiceIn } from "@/lib/runs/testRunService";

// Run by killedRuns.integration.test.ts: runs a workflow and notes each call the moment it is sent, until it is killed.
const [directory = "", callLog = "", pace = "1", mode = "start"] = process.argv.slice(2);
const runs = runServiceIn(directory, {
  callLlm: answering(async (text) => {
    appendFileSync(callLog, `${JSON.stringify(text)}\n`);
    await sleep(Number(pace) * (1 + (text.length % 7)));
    return text.toUpperCase();
  }),
});
const id = mode === "start" ? (await runs.start(killWorkflow)).id : mode;
process.stdout.write(`${id}\n`);
if (mode !== "start") await runs.recovery.afterStart();
for await (const event of runs.events(id, 0, new AbortController().signal)) {
  if (event.type === "run-end") process.stdout.write(`${event.status}\n`);
}
setInterval(() => {}, 1000);
