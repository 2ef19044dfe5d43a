import { expect, it } from "vitest";
import type { AssetStore, RunJournal } from "@/lib/storage/ports";
import type { RunEvent } from "@/types/run";
import { followRun } from "./followRun";
import { testClaims } from "./testClaims";

const eventOf = (seq: number, type: "run-start" | "run-end") => ({ seq, type }) as RunEvent;

it("gives the end of a run that another process wrote just when its journal had been read", async () => {
  const written = [eventOf(1, "run-start")];
  const journal = {
    async *readFrom(_id: string, start: number) {
      if (written.length > start) yield { events: written.slice(start), end: written.length };
    },
    watch: async () => ({ next: async () => true, outlasts: () => false, close: () => {} }),
  } as Partial<RunJournal> as RunJournal;
  const claims = {
    ...testClaims(),
    isClaimed: async () => {
      if (written.length === 1) written.push(eventOf(2, "run-end"));
      return false;
    },
  };
  const from = { journal, claims, assets: {} as AssetStore, active: { get: () => undefined } };
  const seen: RunEvent[] = [];
  for await (const batch of followRun(from, "run", 0, new AbortController().signal)) seen.push(...batch);
  expect(seen.map(({ type }) => type)).toEqual(["run-start", "run-end"]);
});

it("reads on after a failure that passes, without a gap or a repeat, and tells one that does not", async () => {
  const events = [1, 2, 3, 4].map((seq) => eventOf(seq, seq === 4 ? "run-end" : "run-start"));
  const away = new Error("away");
  const broken = new Error("broken");
  const failures = [away, away];
  let rounds = 0;
  const journal = {
    async *readFrom(_id: string, start: number) {
      yield { events: events.slice(start, start + 1), end: start + 1 };
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      yield { events: events.slice(start + 1), end: events.length };
    },
    watch: async () => ({ next: async () => true, outlasts: (error: unknown) => error === away, close: () => {} }),
  } as Partial<RunJournal> as RunJournal;
  const claims = { ...testClaims(), isClaimed: async () => rounds++ < 2 };
  const from = { journal, claims, assets: {} as AssetStore, active: { get: () => undefined } };
  const follow = async () => {
    const seen: number[] = [];
    const elsewhere = followRun({ ...from, journal: { ...journal, readFrom: after(journal) } }, "run", 0, forGood);
    for await (const batch of elsewhere) seen.push(...batch.map(({ seq }) => seq));
    return seen;
  };
  expect(await follow()).toEqual([1, 2, 3, 4]);
  failures.push(broken);
  rounds = 0;
  await expect(follow()).rejects.toBe(broken);
});

const forGood = new AbortController().signal;

/** What is there at first is nothing yet: all of it comes from a run elsewhere. */
function after({ readFrom }: RunJournal): RunJournal["readFrom"] {
  let isFirst = true;
  return (id, place) => {
    if (!isFirst) return readFrom(id, place);
    isFirst = false;
    return (async function* () {})();
  };
}
