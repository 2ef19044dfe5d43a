import { describe, expect, it } from "vitest";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { RunEvent } from "@/types/run";
import { followRun } from "./followRun";
import { createRunRelays } from "./runRelays";
import { testClaims } from "./testClaims";

const eventOf = (seq: number, type: "node-queue" | "run-end" = "node-queue") => ({ seq, type }) as RunEvent;
const away = new Error("away");

/**
 * A run of another process whose journal is written by the test: each look at who works on it is told, and each reading
 * that finds something new.
 */
function runElsewhere(onLook: (looks: number) => boolean) {
  const written: RunEvent[] = [];
  const failures: Error[] = [];
  const told = { looks: 0, readings: 0, watches: 0, waits: 0 };
  let wake = Promise.withResolvers<void>();
  const journal = {
    outlasts: (error: unknown) => error === away,
    placeAfter: () => 0,
    size: async () => written.length,
    async *readFrom(_id: string, start: number) {
      // Piece by piece, so that something may fail in the middle.
      const { length } = written;
      for (let place = start; place < length; place++) {
        told.readings++;
        yield { events: written.slice(place, place + 1), end: place + 1 };
        const failure = failures.shift();
        if (failure !== undefined) throw failure;
      }
    },
    watch: async () => {
      told.watches++;
      return {
        next: async (signal: AbortSignal) => {
          told.waits++;
          signal.addEventListener("abort", () => wake.resolve(), { once: true });
          await wake.promise;
          wake = Promise.withResolvers();
          return !signal.aborted;
        },
        close: () => told.watches--,
      };
    },
  } as Partial<RunJournal> as RunJournal;
  const claims = { ...testClaims(), isClaimed: async () => onLook(++told.looks) };
  const assets = {} as AssetStore;
  const relays = createRunRelays({ journal, claims, assets });
  const from = { journal, assets, active: { get: () => undefined }, relays };
  return {
    written,
    failures,
    told,
    news: () => wake.resolve(),
    follow: (signal = new AbortController().signal) => followRun(from, "run", 0, signal),
  };
}

async function seqsOf(batches: AsyncIterable<readonly RunEvent[]>): Promise<number[]> {
  const seqs: number[] = [];
  for await (const batch of batches) seqs.push(...batch.map(({ seq }) => seq));
  return seqs;
}

describe("following a run that another process works on", () => {
  it("gives the end that was written just before the run was let go of", async () => {
    const run = runElsewhere((looks) => {
      if (looks < 2) return true;
      run.written.push(eventOf(2, "run-end"));
      return false;
    });
    run.written.push(eventOf(1));
    expect(await seqsOf(run.follow())).toEqual([1, 2]);
    expect(run.told.watches).toBe(0);
  });

  it("gives what there is of a run that nobody works on, and ends", async () => {
    const run = runElsewhere(() => {
      run.written.push(eventOf(2, "run-end"));
      return false;
    });
    run.written.push(eventOf(1));
    expect(await seqsOf(run.follow())).toEqual([1, 2]);
  });

  it("reads the journal once for all who follow, and tells each of them all of it", async () => {
    let isAtWork = true;
    const run = runElsewhere(() => isAtWork);
    run.written.push(eventOf(1), eventOf(2));
    const readers = Array.from({ length: 20 }, () => seqsOf(run.follow()));
    await expect.poll(() => run.told.waits).toBe(1);
    const before = run.told.readings;
    run.written.push(eventOf(3));
    run.news();
    await expect.poll(() => run.told.waits).toBe(2);
    expect(run.told.readings).toBe(before + 1);
    run.written.push(eventOf(4, "run-end"));
    isAtWork = false;
    run.news();
    for (const seqs of await Promise.all(readers)) expect(seqs).toEqual([1, 2, 3, 4]);
    expect(run.told.watches).toBe(0);
  });

  it("watches no more when the last reader has gone, also one that never read to the end", async () => {
    const run = runElsewhere(() => true);
    run.written.push(eventOf(1));
    const gone = new AbortController();
    const first = run.follow(gone.signal);
    const second = run.follow();
    for (const reader of [first, second]) expect((await reader.next()).value).toEqual([eventOf(1)]);
    await expect.poll(() => run.told.waits).toBe(1);
    await second.return(undefined);
    expect(run.told.watches).toBe(1);
    const rest = seqsOf(first);
    gone.abort();
    expect(await rest).toEqual([]);
    await expect.poll(() => run.told.watches).toBe(0);
  });

  it("outlasts a failure that passes while it reads what there is", async () => {
    const run = runElsewhere(() => false);
    run.written.push(eventOf(1), eventOf(2), eventOf(3, "run-end"));
    run.failures.push(away, away);
    expect(await seqsOf(run.follow())).toEqual([1, 2, 3]);
    run.failures.push(away);
    const gone = new AbortController();
    const reader = run.follow(gone.signal);
    expect((await reader.next()).value).toEqual([eventOf(1)]);
    gone.abort();
    expect(await reader.next()).toEqual({ done: true, value: undefined });
    run.failures.push(new Error("broken"));
    await expect(seqsOf(run.follow())).rejects.toThrow("broken");
  });

  it("reads on after a failure that passes, without a gap or a repeat, and tells one that does not", async () => {
    const run = runElsewhere(() => true);
    const reader = run.follow();
    run.written.push(eventOf(1));
    const seqs = [(await reader.next()).value?.[0]?.seq];
    await expect.poll(() => run.told.waits).toBe(1);
    run.written.push(eventOf(2), eventOf(3));
    run.failures.push(away);
    run.news();
    await expect.poll(() => run.told.waits).toBe(2);
    run.news();
    for (let n = 0; n < 2; n++) seqs.push((await reader.next()).value?.[0]?.seq);
    expect(seqs).toEqual([1, 2, 3]);
    await expect.poll(() => run.told.waits).toBe(3);
    run.written.push(eventOf(4));
    run.failures.push(new Error("broken"));
    run.news();
    expect((await reader.next()).value).toEqual([eventOf(4)]);
    await expect(reader.next()).rejects.toThrow("broken");
    await expect.poll(() => run.told.watches).toBe(0);
  });
});
