import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";
import { freePort } from "@/lib/auth/testkit/testPorts";
import { runServiceIn, watch } from "@/lib/runs/testRunService";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import { everything, startEverything } from "@/lib/tools/testTools";
import type { RunEvent, RunEventOf } from "@/types/run";
import { isActing, itemCount, notedCalls, perItem, scriptedModel, toolServersIn } from "./toolWorkflow";

/** Of so many calls of models and tools, the process dies at nine places all over the run. */
const CALLS = itemCount * (perItem.rounds + perItem.calls);
const KILLS = 9;
const AT_ONCE = 3;
const childFile = new URL("./toolRunner.child.ts", import.meta.url).href;

type ToolEvent = RunEventOf<"node-tool">;
const toolsOf = (events: readonly RunEvent[]) =>
  events.filter((event): event is ToolEvent => event.type === "node-tool");
const countOf = (events: readonly RunEvent[], type: RunEvent["type"]) =>
  events.filter((event) => event.type === type).length;

/** The last that was told of each call of the tool that acts. */
function lastOfActing(events: readonly RunEvent[]): ToolEvent[] {
  const last = new Map<string, ToolEvent>();
  for (const event of toolsOf(events))
    if (isActing(`tool ${event.name}`)) last.set(`${event.item} ${event.call}`, event);
  return [...last.values()];
}

/** Runs the workflow in a process that dies at the call of that number, and goes on in this one. */
async function killOnce(setUp: (directory: string) => Promise<void>, dieAt: number) {
  const directory = await testDirectory();
  await setUp(directory);
  const callLog = join(directory, "calls");
  // Right before the call is made, or while it is, or when its answer is written.
  const child = startChild(childFile, [directory, callLog, String(dieAt), String(dieAt % 4)]);
  const gone = new Promise((done) => child.process.once("exit", done));
  onTestFinished(() => void child.process.kill("SIGKILL"));
  const id = await child.nextLine();
  await gone;

  const before = await createFileRunJournal(join(directory, "runs")).read(id);
  const noted = await readFile(callLog, "utf8").catch(() => "");
  const madeBefore = noted.split("\n").filter((line) => line !== "");
  const lines: string[] = [];
  const servers = toolServersIn(directory);
  onTestFinished(() => servers.close());
  const note = (line: string) => void lines.push(line);
  const runs = runServiceIn(directory, { callLlm: scriptedModel(note, 0), tools: notedCalls(servers, note) });
  await runs.recovery.afterStart();
  let events = await watch(runs, id);
  let asked = 0;
  // Each time somebody answers, the run goes on until it waits again.
  for (let turn = 0; turn < 20 && events.at(-1)?.type === "run-end"; turn++) {
    const { waiting, status } = await runs.look(id);
    if (status !== "waiting") break;
    expect(waiting.every(({ kind }) => kind === "unfinished_tool")).toBe(true);
    asked += waiting.length;
    const answers = waiting.map(({ node, item, call }) => ({
      node,
      item,
      call,
      approved: true,
      value: "It was done.",
    }));
    const end = events.at(-1)?.seq ?? 0;
    await runs.answer(id, { answers });
    events = [...events, ...(await watch(runs, id, end))];
  }
  return { before, madeBefore, madeAfter: lines, events, asked };
}

async function killAll(setUp: (directory: string) => Promise<void>): Promise<void> {
  const places = new Set<number>();
  const killAt = async (kill: number) => {
    const dieAt = 1 + Math.floor(((kill + Math.random()) * (CALLS - 1)) / KILLS);
    const { before, madeBefore, madeAfter, events, asked } = await killOnce(setUp, dieAt);
    places.add(before.length);
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
    // No round is paid twice: what the journal has is not asked for again.
    const rounds = itemCount * perItem.rounds;
    expect(countOf(events, "node-round")).toBe(rounds);
    expect(madeAfter.filter((line) => line.startsWith("model"))).toHaveLength(rounds - countOf(before, "node-round"));
    // Nothing that acts is repeated: what had begun is asked about, and was taken as done.
    const acting = itemCount * perItem.acting;
    const begun = lastOfActing(before);
    const open = before.some(({ type }) => type === "run-end")
      ? 0
      : begun.filter(({ status }) => status === "started").length;
    expect(asked).toBe(open);
    expect(madeAfter.filter(isActing)).toHaveLength(acting - begun.length);
    expect(madeBefore.filter(isActing).length + madeAfter.filter(isActing).length).toBeLessThanOrEqual(acting);
    expect(lastOfActing(events).map(({ status }) => status)).toEqual(Array.from({ length: acting }, () => "done"));
  };
  for (let start = 0; start < KILLS; start += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, KILLS - start) }, (_, one) => killAt(start + one)));
  }
  // The kills fell all over the run.
  expect(places.size).toBeGreaterThan(4);
}

it("goes on after SIGKILL at any point of a run whose tools are a program, pays for no round twice and repeats nothing that acts", {
  timeout: 180_000,
}, async () => {
  await killAll(async (directory) => {
    const servers = toolServersIn(directory);
    await servers.addProgram({ name: "s", ...everything, env: {} });
    await servers.close();
  });
});

it("does the same with a server over HTTP that goes on living", { timeout: 180_000 }, async () => {
  const { url } = await startEverything(await freePort());
  await killAll(async (directory) => {
    await toolServersIn(directory).add({ name: "s", url });
  });
});
