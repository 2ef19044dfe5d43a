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
    watch: async () => ({ next: async () => true, close: () => {} }),
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
