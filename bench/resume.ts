import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { randomFrom } from "@/teams/randomFrom";
import { median } from "./support/figures";
import { inDirectory } from "./support/inDirectory";
import { CALLS, finishedAnswers, IN_FLIGHT } from "./support/killedRun";
import { note, report } from "./support/table";

const KILLS = 50;

interface Killed {
  /** Answers that were in the journal at the kill, and were asked for again. */
  finishedAgain: number;
  /** Calls sent before the kill whose answers it had not, and which were sent again. */
  unfinishedAgain: number;
  /** Of those, the ones that had been answered. */
  answeredAgain: number;
  finished: number;
  resumeMs: number;
  status: string;
}

/** Kills a process with a run of 41 calls at random points, and counts what is sent again afterwards. */
export async function run(): Promise<void> {
  const seed = Number(process.env.BENCH_SEED ?? Date.now() % 1e6);
  note(`resume: the ${KILLS} kill points are those of BENCH_SEED=${seed}`);
  for (const useCache of [true, false]) {
    const random = randomFrom(seed);
    const wholeMs = await inDirectory((directory) => lengthOfRun(directory, useCache));
    const kills: Killed[] = [];
    while (kills.length < KILLS) {
      const kill = await inDirectory((directory) => killAndResume(directory, useCache, random() * wholeMs));
      if (kill !== undefined) kills.push(kill);
    }
    tell(kills, useCache);
  }
}

function tell(kills: Killed[], useCache: boolean): void {
  const name = useCache ? "with the cache" : "without the cache";
  const worst = (figure: (kill: Killed) => number) => Math.max(...kills.map(figure));
  const lost = kills.filter(({ status }) => status !== "completed").length;
  const places = new Set(kills.map(({ finished }) => finished)).size;
  report({ what: `${KILLS} kills ${name}: runs lost`, ours: lost, unit: "", goal: { least: 0, most: 0 } });
  const finishedAgain = kills.reduce((sum, kill) => sum + kill.finishedAgain, 0);
  const none = { least: 0, most: 0 };
  report({ what: "  finished calls sent again, all kills", ours: finishedAgain, unit: "", goal: none });
  const unfinished = worst(({ unfinishedAgain }) => unfinishedAgain);
  report({ what: "  unfinished sent again, worst kill", ours: unfinished, unit: "", goal: { most: IN_FLIGHT } });
  const answered = worst(({ answeredAgain }) => answeredAgain);
  report({ what: "    of these answered, but not in the journal yet", ours: answered, unit: "" });
  report({ what: `  places in the run of ${CALLS} calls that were hit`, ours: places, unit: "" });
  const resumeMs = median(kills.map((kill) => kill.resumeMs));
  report({ what: "  process start to the run at work again", ours: resumeMs, unit: "ms", goal: { most: 5000 } });
}

async function lengthOfRun(directory: string, useCache: boolean): Promise<number> {
  const runner = startRunner(directory, useCache);
  await runner.line("at work");
  const startedAt = performance.now();
  await runner.line("ended");
  await runner.gone;
  return performance.now() - startedAt;
}

/** Undefined when the run had ended before it was killed: then there is nothing to resume. */
async function killAndResume(directory: string, useCache: boolean, afterMs: number): Promise<Killed | undefined> {
  const runner = startRunner(directory, useCache);
  const id = await runner.line("at work");
  await sleep(afterMs);
  runner.kill();
  await runner.gone;
  const journal = await createFileRunJournal(join(directory, "runs")).read(id);
  if (journal.at(-1)?.type === "run-end") return undefined;
  const before = callsIn(directory);

  const startedAt = performance.now();
  const second = startRunner(directory, useCache, id);
  await second.line("at work");
  const resumeMs = performance.now() - startedAt;
  const status = await second.line("ended");
  await second.gone;
  const sentAfter = callsIn(directory).sent.slice(before.sent.length);
  const finished = finishedAnswers(journal);
  const again = sentAfter.filter((call) => before.sent.includes(call));
  const unfinished = again.filter((call) => !finished.has(call));
  return {
    finishedAgain: sentAfter.filter((call) => finished.has(call)).length,
    unfinishedAgain: unfinished.length,
    answeredAgain: unfinished.filter((call) => before.answered.includes(call)).length,
    finished: finished.size,
    resumeMs,
    status,
  };
}

function startRunner(directory: string, useCache: boolean, id?: string) {
  const args = [directory, join(directory, "calls"), String(useCache), ...(id === undefined ? [] : [id])];
  const child = spawn(
    process.execPath,
    ["--import", "./bin/register.mjs", "bench/support/killedRun.child.ts", ...args],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    gone: once(child, "exit"),
    kill: () => child.kill("SIGKILL"),
    /** What follows `beginning` in the next line. */
    line: async (beginning: string): Promise<string> => {
      const { value } = await lines.next();
      if (!String(value).startsWith(beginning)) throw new Error(`The runner said ${value} instead of "${beginning}".`);
      return String(value).slice(beginning.length + 1);
    },
  };
}

function callsIn(directory: string): { sent: string[]; answered: string[] } {
  const calls = { sent: [] as string[], answered: [] as string[] };
  for (const line of readText(join(directory, "calls")).split("\n")) {
    if (line.startsWith("sent ")) calls.sent.push(line.slice("sent ".length));
    else if (line.startsWith("answered ")) calls.answered.push(line.slice("answered ".length));
  }
  return calls;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // killed before its first call
  }
}
