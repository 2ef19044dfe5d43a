import { appendFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { answering } from "@/lib/engine/testRun";
import { killWorkflow, runServiceIn } from "@/lib/runs/testRunService";
import { createDatabase } from "@/lib/storage/postgres/database";
import { createPostgresAssetStore } from "@/lib/storage/postgres/postgresAssetStore";
import { createPostgresRuns } from "@/lib/storage/postgres/postgresRuns";

// Run by killedWorkers.integration.test.ts: works on runs in a database as a worker does, and notes each call the moment
// it is sent. It starts a run at the word `start`, tells how one ends at `watch <id>`, leaves at `leave`.
const [url = "", directory = "", callLog = "", pace = "1", lease = "10000"] = process.argv.slice(2);
const database = createDatabase({ url });
const runs = runServiceIn(directory, {
  ...createPostgresRuns(database, { leaseMs: Number(lease) }),
  assets: createPostgresAssetStore(database),
  cache: { digest: async () => "0".repeat(64), get: async () => undefined, put: async () => {} },
  callLlm: answering(async (text) => {
    appendFileSync(callLog, `${JSON.stringify(text)}\n`);
    await sleep(Number(pace) * (1 + (text.length % 7)));
    return text.toUpperCase();
  }),
});
setInterval(() => void runs.recovery.lookForAbandoned().catch(() => undefined), Number(lease) / 3);

const say = (line: string) => void process.stdout.write(`${line}\n`);
say("ready");
for await (const line of createInterface(process.stdin)) {
  const [word, id = ""] = line.split(" ");
  if (word === "start") say((await runs.start(killWorkflow)).id);
  else if (word === "watch") void tellEnd(id);
  else if (word === "leave") {
    await runs.leave();
    process.exit(0);
  }
}

async function tellEnd(id: string): Promise<void> {
  for await (const event of runs.events(id, 0, new AbortController().signal)) {
    if (event.type === "run-end") say(`${id} ${event.status}`);
  }
}
