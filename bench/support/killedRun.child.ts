import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { answering } from "@/lib/engine/testRun";
import { runServiceIn } from "@/lib/runs/testRunService";
import { answerTo, killedWorkflow } from "./killedRun";

const CALL_MS = 4;

// Starts the run of killedRun.ts, or takes it up as a server does after its start. Notes each call when it is sent and
// when it is answered, in lines that outlive a kill.
const [directory = "", callLog = "", useCache = "", id] = process.argv.slice(2);
const runs = runServiceIn(directory, {
  callLlm: answering(async (prompt) => {
    appendFileSync(callLog, `sent ${answerTo(prompt)}\n`);
    await sleep(CALL_MS);
    appendFileSync(callLog, `answered ${answerTo(prompt)}\n`);
    return answerTo(prompt);
  }),
});
if (id === undefined) {
  const started = await runs.start(killedWorkflow, { useCache: useCache === "true" });
  process.stdout.write(`at work ${started.id}\n`);
  await toEnd(started.id);
} else {
  await runs.recovery.afterStart();
  process.stdout.write(`at work ${id}\n`);
  await toEnd(id);
}

async function toEnd(run: string): Promise<void> {
  for await (const event of runs.events(run, 0, new AbortController().signal)) {
    if (event.type === "run-end") process.stdout.write(`ended ${event.status}\n`);
  }
}
