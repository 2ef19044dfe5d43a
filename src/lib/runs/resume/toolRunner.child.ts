import { appendFileSync } from "node:fs";
import { runServiceIn } from "@/lib/runs/testRunService";
import { notedCalls, scriptedModel, toolServersIn, toolWorkflow } from "./toolWorkflow";

// Run by killedTools.integration.test.ts: runs a workflow with tools, and notes each call before it is made, until its
// time has come: so many milliseconds after the call of that number.
const [directory = "", callLog = "", dieAt = "0", dieAfterMs = "0"] = process.argv.slice(2);
const die = () => process.kill(process.pid, "SIGKILL");
let calls = 0;
const note = (line: string): void => {
  appendFileSync(callLog, `${line}\n`);
  if (++calls !== Number(dieAt)) return;
  if (dieAfterMs === "0") die();
  else setTimeout(die, Number(dieAfterMs));
};
const servers = toolServersIn(directory);
// Connected before the run begins, so that kills fall into it.
await servers.list("s", new AbortController().signal);
const runs = runServiceIn(directory, { callLlm: scriptedModel(note, 1), tools: notedCalls(servers, note) });
const { id } = await runs.start(toolWorkflow);
process.stdout.write(`${id}\n`);
setInterval(() => {}, 1000);
