import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startChild } from "@/lib/auth/testkit/testChild";
import type { RunService } from "@/lib/runs/runService";
import { runServiceIn, watch } from "@/lib/runs/testRunService";
import { createFileRunJournal } from "@/lib/storage/file/fileRunJournal";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunEvent } from "@/types/run";
import { actingOutputs, actingParts, actingWorkflow, people } from "./testActingRuns";

const KILLS = 50;
const AT_ONCE = 4;
/** Three rounds for each letter, and four of making something longer. */
const CALLS = 3 * people.length + 4;
/** Each letter is looked up and sent. */
const TOOL_CALLS = 2 * people.length;
/** Answers are given so many times at most: for letters that were cut off, then for the review. */
const MOST_ANSWERS = 10;

const childFile = new URL("./actor.child.ts", import.meta.url).href;

async function linesOf(directory: string, file: string): Promise<string[]> {
  const text = await readFile(join(directory, file), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

/** Runs until it is killed, a little after any of its calls. */
async function runAndDie(directory: string): Promise<string> {
  const calls = 1 + Math.floor(Math.random() * (CALLS + TOOL_CALLS));
  const child = startChild(childFile, [directory, String(calls), String(Math.random() * 10)]);
  onTestFinished(() => void child.process.kill("SIGKILL"));
  const gone = new Promise((resolve) => child.process.once("exit", resolve));
  const id = await child.nextLine();
  await gone;
  return id;
}

/** The model calls whose answers a journal has, as the child notes calls. */
function answeredCalls(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => {
    const step = "path" in event ? event.path?.[0] : undefined;
    if (event.type === "node-round") return [`Letter to ${people[step?.item ?? 0]} #${event.round - 1}`];
    if (event.type !== "node-end") return [];
    if (event.node === "grow") return [`More of moss${"+".repeat((step?.round ?? 1) - 1)} #0`];
    return [];
  });
}

/** Letters that a journal says were begun to be sent, without what came of it. */
function openSends(events: readonly RunEvent[]): string[] {
  const open = new Set<string>();
  for (const event of events) {
    if (event.type !== "node-tool" || event.name !== "send") continue;
    const who = people[event.path?.[0]?.item ?? 0] ?? "";
    if (event.status === "started") open.add(who);
    else open.delete(who);
  }
  return [...open];
}

/** Answers as a person who has looked: nothing is sent again, and every letter is good. Tells what was asked. */
async function answerAll(runs: RunService, id: string): Promise<string[]> {
  const kinds: string[] = [];
  for (let times = 0; times < MOST_ANSWERS; times++) {
    await watch(runs, id);
    const { status, waiting = [] } = await runs.look(id);
    if (status !== "waiting") break;
    const answers = waiting.map(({ node, item, path, call, kind }) => {
      kinds.push(kind);
      const place = { node, ...(item === undefined ? {} : { item }), ...(path && { path }), ...(call && { call }) };
      return { ...place, approved: true, ...(kind === "review" ? {} : { value: "It was sent." }) };
    });
    await runs.answer(id, { answers });
  }
  return kinds;
}

it("with tools, people, graphs and rounds at work is killed at any of 50 points: nothing is paid twice, and nothing that acts is done again without a word", {
  timeout: 300_000,
}, async () => {
  const places = new Set<number>();
  let cutOff = 0;

  async function killOnce(): Promise<void> {
    const directory = await testDirectory();
    const id = await runAndDie(directory);
    const before = await createFileRunJournal(join(directory, "runs")).read(id);
    const [answered, open] = [answeredCalls(before), openSends(before)];
    places.add(before.length);
    cutOff += open.length;
    // An answer that reached the cache but not the journal is not asked for again: that is tested elsewhere.
    const noCache = { digest: async () => "0".repeat(64), get: async () => undefined, put: async () => {} };
    const runs = runServiceIn(directory, { ...actingParts(directory, 0), cache: noCache });
    await runs.recovery.afterStart();
    const asked = await answerAll(runs, id);

    const events = await watch(runs, id);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1));
    expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed", outputs: actingOutputs });
    const calls = await linesOf(directory, "calls");
    for (const call of answered) expect(calls.filter((each) => each === call)).toEqual([call]);
    expect(new Set(calls).size).toBe(CALLS);
    const sent = await linesOf(directory, "send");
    expect(sent.filter((who, place) => sent.indexOf(who) !== place)).toEqual([]);
    expect(asked.filter((kind) => kind === "unfinished_tool")).toHaveLength(open.length);
    expect(asked.filter((kind) => kind === "review")).toHaveLength(people.length);
    const summary = await runs.read(id);
    expect(summary.counts).toMatchObject({ total: actingWorkflow.nodes.length, done: actingWorkflow.nodes.length });
    expect(summary.counts.calls).toBe(CALLS);
  }

  for (let start = 0; start < KILLS; start += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, KILLS - start) }, killOnce));
  }
  // The kills fell all over the run, and some of them into a letter.
  expect(places.size).toBeGreaterThan(10);
  expect(cutOff).toBeGreaterThan(0);
});
