import { describe, expect, it } from "vitest";
import type { RunJournal } from "@/lib/storage/ports";
import type { Storage } from "@/lib/storage/storage";
import type { RunEventBody } from "@/types/run";
import { createRunIndex } from "./createRunIndex";

type IndexPlace = Pick<Storage, "journal" | "claims" | "listing">;

export const startOf = (workflowId: string): RunEventBody => ({
  type: "run-start",
  workflow: { asset: "a", mime: "m", bytes: 1 },
  workflowId,
  total: 1,
  inputs: {},
});
export const end: RunEventBody = { type: "run-end", status: "completed", outputs: { long: "x".repeat(1000) } };
const parked: RunEventBody = { ...end, status: "parked" };

/** What lists of runs give, in whatever form runs are kept. `openPlace` gives the same place to several processes. */
export function runIndexContract(form: string, newPlace: () => Promise<() => IndexPlace>): void {
  /** Indexes of processes on one place, and where they began to read journals. */
  async function indexes() {
    const openPlace = await newPlace();
    const { journal, claims } = openPlace();
    const places: number[] = [];
    const open = () => {
      const { journal: theirs, ...rest } = openPlace();
      const readFrom: RunJournal["readFrom"] = (id, place) => {
        places.push(place);
        return theirs.readFrom(id, place);
      };
      const reportBug = (error: unknown) => {
        throw error;
      };
      return createRunIndex({ ...rest, journal: { ...theirs, readFrom }, reportBug });
    };
    const write = async (id: string, events: RunEventBody[]) => {
      const claim = await claims.claim(id);
      await journal.append(id, events);
      await claim?.release();
    };
    return { journal, claims, places, open, write };
  }

  describe(`the index of runs in ${form}`, () => {
    it("reads a journal that has ended once, also across restarts, and again when it has grown", async () => {
      const { places, open, write } = await indexes();
      await write("r1", [startOf("w1"), parked]);
      const index = open();
      expect((await index.list()).runs).toMatchObject([{ id: "r1", status: "parked" }]);
      expect((await index.list()).runs[0]).not.toHaveProperty("outputs");
      expect(await open().list()).toEqual(await index.list());
      expect(places).toHaveLength(1);
      await write("r1", [{ type: "run-resume" }, end]);
      expect((await index.list()).runs).toMatchObject([{ id: "r1", status: "completed" }]);
      expect((await open().list()).runs).toMatchObject([{ id: "r1", status: "completed" }]);
      expect(places).toHaveLength(2);
    });

    it("reads no journal whose run was summed up as it ended", async () => {
      const { places, open, write } = await indexes();
      await write("r1", [startOf("w1"), end]);
      const [summary] = (await open().list()).runs;
      if (summary === undefined) throw new Error("The run is not listed.");
      await write("r2", [startOf("w1"), end]);
      await open().keep({ ...summary, id: "r2" });
      places.length = 0;
      expect((await open().list()).runs).toEqual([{ ...summary, id: "r2" }, summary]);
      expect(places).toEqual([]);
    });

    it("reads on in the journal of a run at work, also when two ask at once", async () => {
      const { journal, claims, places, open } = await indexes();
      const index = open();
      const claim = await claims.claim("r1");
      await journal.append("r1", [{ type: "node-start", node: "a", attempt: 1 }]);
      await index.list();
      const size = await journal.size("r1");
      await journal.append("r1", [{ type: "node-end", node: "a", output: {}, cached: false, durationMs: 1 }]);
      const lists = await Promise.all([index.list(), index.list()]);
      for (const { runs } of lists) expect(runs).toMatchObject([{ status: "running", counts: { done: 1, calls: 0 } }]);
      await journal.append("r1", [end]);
      await claim?.release();
      expect((await index.list()).runs).toMatchObject([{ status: "completed", counts: { done: 1 } }]);
      expect(places.slice(0, 2)).toEqual([0, size]);
      expect(places).toHaveLength(3);
    });

    it("does not read the journal of a run that waits for a person again and again", async () => {
      const { claims, places, open, write } = await indexes();
      const index = open();
      await write("r1", [startOf("w1")]);
      const statuses = async () => (await index.list()).runs.map(({ status }) => status);
      expect(await statuses()).toEqual(["interrupted"]);
      expect(await statuses()).toEqual(["interrupted"]);
      expect(places).toHaveLength(1);
      const claim = await claims.claim("r1");
      expect(await statuses()).toEqual(["running"]);
      await claim?.release();
      expect(await statuses()).toEqual(["interrupted"]);
      expect(places).toHaveLength(1);
    });

    it("takes in what other processes have kept, and forgets what they have removed", async () => {
      const { journal, places, open, write } = await indexes();
      const [ours, theirs] = [open(), open()];
      await write("r1", [startOf("w1"), end]);
      await ours.list();
      await write("r2", [startOf("w1"), end]);
      await theirs.list();
      expect((await ours.list()).runs).toHaveLength(2);
      expect(places).toHaveLength(2);
      await journal.remove("r1");
      for (const index of [ours, theirs]) expect((await index.list()).runs.map(({ id }) => id)).toEqual(["r2"]);
    });

    it("comes page by page, newest first, and ends where there is nothing more", async () => {
      const { open, write } = await indexes();
      const ids = Array.from({ length: 7 }, (_, n) => `r${n}`);
      for (const [n, id] of ids.entries()) await write(id, [startOf(n % 2 === 0 ? "even" : "odd"), end]);
      const index = open();
      const pages = async (workflowId?: string) => {
        const all: string[][] = [];
        let before: string | undefined;
        do {
          const { runs, next } = await index.list({ workflowId, limit: 3, before });
          all.push(runs.map(({ id }) => id));
          before = next;
        } while (before !== undefined);
        return all;
      };
      expect(await pages()).toEqual([["r6", "r5", "r4"], ["r3", "r2", "r1"], ["r0"]]);
      expect(await pages("even")).toEqual([["r6", "r4", "r2"], ["r0"]]);
      expect(await pages("odd")).toEqual([["r5", "r3", "r1"]]);
      expect(await pages("none")).toEqual([[]]);
      expect((await index.list({ limit: 7 })).next).toBeUndefined();
    });

    it("goes by the letters of ids, as their times want it, whatever a language says", async () => {
      const { open, write } = await indexes();
      for (const id of ["a", "B", "_c", "0", "-d"]) await write(id, [startOf("w1"), end]);
      expect((await open().list()).runs.map(({ id }) => id)).toEqual(["a", "_c", "B", "0", "-d"]);
      expect((await open().list({ before: "_c" })).runs.map(({ id }) => id)).toEqual(["B", "0", "-d"]);
    });

    it("reads no more journals for a page than stand on it", async () => {
      const { places, open, write } = await indexes();
      for (let n = 0; n < 9; n++) await write(`r${n}`, [startOf("w1"), end]);
      await open().list({ limit: 2 });
      expect(places).toHaveLength(2);
    });

    it("tells apart what cannot be read, and goes on to fill the page", async () => {
      const { open, write } = await indexes();
      await write("r1", [startOf("w1"), end]);
      const odd = { type: "run-end", status: "of-another-version", outputs: {} } as unknown as RunEventBody;
      await write("r2", [startOf("w1"), odd]);
      await write("r3", [startOf("w1"), end]);
      const { runs, unreadable } = await open().list({ limit: 2 });
      expect(runs.map(({ id }) => id)).toEqual(["r3", "r1"]);
      expect(unreadable).toEqual([{ id: "r2", message: expect.stringContaining("left as it is") }]);
    });

    it("tells runs that have not come to an end, however many have ended since", async () => {
      const { open, write } = await indexes();
      for (let run = 100; run < 160; run++) await write(`r${run}`, [startOf("w1"), end]);
      await write("r050", [startOf("w1"), parked]);
      await write("r051", [startOf("w2")]);
      const index = open();
      const ids = async (runs = index.open()) => (await runs).map(({ id, status }) => `${id} ${status}`);
      expect(await ids()).toEqual(["r051 interrupted", "r050 parked"]);
      await write("r050", [{ type: "run-resume" }, end]);
      await write("r159", [{ type: "run-resume" }]);
      expect(await ids()).toEqual(["r159 interrupted", "r051 interrupted"]);
      // A process that starts finds an old one too that went on and was cut off.
      await write("r100", [{ type: "run-resume" }]);
      expect(await ids(open().left())).toEqual(["r159 interrupted", "r100 interrupted", "r051 interrupted"]);
    });

    it("names runs that ended before a time, and none that has not ended", async () => {
      const { open, write } = await indexes();
      await write("ended", [startOf("w1"), end]);
      await write("again", [startOf("w1"), end, { type: "run-resume" }]);
      await write("parked", [startOf("w1"), parked]);
      const [ended] = (await open().list()).runs.filter(({ id }) => id === "ended");
      const timeMs = Date.parse(ended?.endedAt ?? "");
      expect(await open().endedBefore(timeMs)).toEqual([]);
      expect(await open().endedBefore(timeMs + 1)).toEqual(["ended"]);
    });
  });
}
