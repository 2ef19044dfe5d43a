import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { answering, llm, node } from "@/lib/engine/testRun";
import { testDirectory } from "@/lib/storage/file/testDirectory";
import type { RunEvent } from "@/types/run";
import { createRunFeed } from "./runFeed";
import { runServiceIn, watch, workflowOf } from "./testRunService";

const eventsFrom = (seq: number, count: number): RunEvent[] =>
  Array.from({ length: count }, (_, n) => ({ seq: seq + n, at: "now", type: "node-queue", node: "n" }));

async function seqsOf(batches: AsyncIterable<readonly RunEvent[]>): Promise<number[]> {
  const seqs: number[] = [];
  for await (const batch of batches) seqs.push(...batch.map(({ seq }) => seq));
  return seqs;
}

it("keeps no more than 10,000 events for a reader, who then reads on elsewhere, and loses none up to there", async () => {
  const feed = createRunFeed();
  const { signal } = new AbortController();
  const [patient, slow] = [feed.subscribe(signal), feed.subscribe(signal)];
  feed.publish(eventsFrom(1, 10_000));
  // What was read makes room again.
  const reader = patient.batches[Symbol.asyncIterator]();
  expect((await reader.next()).value).toHaveLength(10_000);
  feed.publish(eventsFrom(10_001, 1));
  expect(slow.goesOn()).toBe(true);
  expect(await seqsOf(slow.batches)).toEqual([]);
  expect(patient.goesOn()).toBe(false);
  feed.end();
  expect(await seqsOf({ [Symbol.asyncIterator]: () => reader })).toEqual([10_001]);
});

it("gives all readers the arrays that were published", async () => {
  const feed = createRunFeed();
  const readers = [1, 2].map(() => feed.subscribe(new AbortController().signal).batches[Symbol.asyncIterator]());
  const batch = eventsFrom(1, 3);
  feed.publish(batch);
  for (const reader of readers) expect((await reader.next()).value).toBe(batch);
});

it("gives a reader what was published before the end, and wakes one that waits for it", async () => {
  const feed = createRunFeed();
  feed.publish(eventsFrom(1, 1));
  const { batches, goesOn } = feed.subscribe(new AbortController().signal);
  feed.publish(eventsFrom(2, 2));
  const seqs = seqsOf(batches);
  await sleep(0);
  feed.publish(eventsFrom(4, 1));
  feed.end();
  expect(await seqs).toEqual([2, 3, 4]);
  expect(goesOn()).toBe(false);
  expect(await seqsOf(feed.subscribe(new AbortController().signal).batches)).toEqual([]);
});

it("sends readers on when another process goes on with the run, after what there was", async () => {
  const feed = createRunFeed();
  const { batches, goesOn } = feed.subscribe(new AbortController().signal);
  feed.publish(eventsFrom(1, 2));
  const seqs = seqsOf(batches);
  await sleep(0);
  feed.moveOn();
  expect(await seqs).toEqual([1, 2]);
  expect(goesOn()).toBe(true);
});

it("tells readers why there will be no more, after what there was", async () => {
  const feed = createRunFeed();
  const waiting = feed.subscribe(new AbortController().signal).batches[Symbol.asyncIterator]();
  const next = waiting.next();
  feed.fail(new Error("the disk is full"));
  await expect(next).rejects.toThrow("the disk is full");
  const later = feed.subscribe(new AbortController().signal).batches[Symbol.asyncIterator]();
  feed.publish(eventsFrom(1, 1));
  expect((await later.next()).value).toHaveLength(1);
  await expect(later.next()).rejects.toThrow("the disk is full");
});

it("ends with the signal of its reader, also with one that is over before", async () => {
  const feed = createRunFeed();
  const leaving = new AbortController();
  const seqs = seqsOf(feed.subscribe(leaving.signal).batches);
  await sleep(0);
  leaving.abort();
  feed.publish(eventsFrom(1, 1));
  expect(await seqs).toEqual([]);
  expect(await seqsOf(feed.subscribe(AbortSignal.abort()).batches)).toEqual([]);
});

it("tells every event in order also to a reader that more comes for at once than is kept for it", async () => {
  const rows = Array.from({ length: 20_000 }, () => 1);
  const workflow = workflowOf(
    [
      node("l", "list", { text: "", split: "json", input: "rows" }),
      node("p", "prompt", { text: "{{it}}" }),
      node("j", "join", { separator: "" }),
      llm("m"),
    ],
    ["l.items>p.it", "p.text>j.items", "j.text>m.prompt"],
  );
  const callLlm = answering((text) => sleep(50, String(text.length)));
  const runs = runServiceIn(await testDirectory(), { callLlm });
  const { id } = await runs.start(workflow, { inputs: { rows } });
  const events = await watch(runs, id);
  expect(events.every(({ seq }, index) => seq === index + 1)).toBe(true);
  expect(events.at(-1)).toMatchObject({ type: "run-end", status: "completed" });
});
