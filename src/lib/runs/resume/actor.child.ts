import { runServiceIn } from "@/lib/runs/testRunService";
import { actingParts, actingWorkflow } from "./testActingRuns";

// Run by killedGraphs.integration.test.ts: runs the workflow, and dies so many milliseconds after so many of its calls.
const [directory = "", calls = "1", pauseMs = "0"] = process.argv.slice(2);
const parts = actingParts(directory, 1, (count) => {
  if (count === Number(calls)) setTimeout(() => process.kill(process.pid, "SIGKILL"), Number(pauseMs));
});
const { id } = await runServiceIn(directory, parts).start(actingWorkflow);
process.stdout.write(`${id}\n`);
setInterval(() => {}, 1000);
