import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { answering } from "@/lib/engine/testRun";
import { runServiceIn, watch } from "@/lib/runs/testRunService";
import { median, report } from "./support/figures";

const KILLS = 50;
const CALLS = 41;
/** Of a node in the workflow that is killed: as many calls may be in flight. */
const IN_FLIGHT = 4;

/** Kills a process with a run of 41 calls at random points, and counts what is sent again afterwards. */
export async function run(): Promise<void> {
  const sentTwice: number[] = [];
  const resumeMs: number[] = [];
  let lost = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const directory = mkdtempSync(join(tmpdir(), "patchbay-bench-"));
    try {
      const { id, sentBefore } = await runUntilKilled(directory);
      const { sentAfter, ms, status } = await resume(directory, id);
      if (status !== "completed") lost++;
      sentTwice.push(Math.max(0, sentBefore + sentAfter - CALLS));
      resumeMs.push(ms);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
  report(`runs lost in ${KILLS} kills`, lost, "", "0");
  report(
    `calls of ${CALLS} sent twice, worst of ${KILLS} kills`,
    Math.max(...sentTwice),
    "",
    `≤ ${IN_FLIGHT} (in flight)`,
  );
  report("  median", median(sentTwice), "");
  report("from the start to the run at work again, median", median(resumeMs), "ms", "≤ 5000");
}

async function runUntilKilled(directory: string): Promise<{ id: string; sentBefore: number }> {
  const callLog = join(directory, "calls");
  const child = spawn(
    process.execPath,
    ["--import", "./bin/register.mjs", "src/lib/runs/runner.child.ts", directory, callLog],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const { value: id } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  await sleep(Math.random() * 200);
  child.kill("SIGKILL");
  await gone;
  const sentBefore = readText(callLog).split("\n").length - 1;
  return { id: String(id), sentBefore };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // killed before its first call
  }
}

async function resume(directory: string, id: string): Promise<{ sentAfter: number; ms: number; status: string }> {
  let sentAfter = 0;
  const runs = runServiceIn(directory, {
    callLlm: answering((text) => {
      sentAfter++;
      return text.toUpperCase();
    }),
  });
  const startedAt = performance.now();
  await runs.recovery.afterStart();
  const ms = performance.now() - startedAt;
  await watch(runs, id);
  return { sentAfter, ms, status: (await runs.read(id)).status };
}
