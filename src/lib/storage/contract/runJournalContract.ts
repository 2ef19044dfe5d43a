import { describe, expect, it } from "vitest";
import type { RunClaims, RunJournal } from "@/lib/storage/ports";
import type { RunEventBody } from "@/types/run";

export interface JournalPlace {
  journal: RunJournal;
  claims: RunClaims;
}

/** As several processes on one place have them; `at` is the time of each event. */
export type OpenJournals = (at?: () => Date) => Promise<{ ours: JournalPlace; theirs: JournalPlace }>;

const delta = (text: string): RunEventBody => ({ type: "node-delta", node: "n", text });
const end: RunEventBody = { type: "run-end", status: "completed", outputs: {} };
const at = () => new Date("2026-11-21T12:00:00Z");

/** What every form of `RunJournal` does. */
export function runJournalContract(form: string, open: OpenJournals): void {
  /** A place where this process has the claim on the run `r`. */
  async function claimed(clock?: () => Date) {
    const places = await open(clock);
    const claim = await places.ours.claims.claim("r");
    return { ...places, journal: places.ours.journal, claim };
  }

  async function readAll(journal: RunJournal, place = 0) {
    const seqs: number[] = [];
    const texts: string[] = [];
    let pieces = 0;
    let last = place;
    for await (const { events, end: ended } of journal.readFrom("r", place)) {
      pieces++;
      last = ended;
      for (const event of events) {
        seqs.push(event.seq);
        if (event.type === "node-delta") texts.push(event.text);
      }
    }
    return { seqs, texts, pieces, end: last };
  }

  describe(`the journal of a run in ${form}`, () => {
    it("numbers events from 1 without gaps, also when appends overlap", async () => {
      const { journal } = await claimed(at);
      await Promise.all([journal.append("r", [delta("a"), delta("b")]), journal.append("r", [delta("c")])]);
      expect(await journal.read("r")).toEqual([
        { seq: 1, at: "2026-11-21T12:00:00.000Z", ...delta("a") },
        { seq: 2, at: "2026-11-21T12:00:00.000Z", ...delta("b") },
        { seq: 3, at: "2026-11-21T12:00:00.000Z", ...delta("c") },
      ]);
      expect(await journal.read("r", 2)).toHaveLength(1);
    });

    it("gives back what it was given, also what few databases like", async () => {
      const { journal, theirs } = await claimed();
      const texts = ["\u0000", "\ud800 alone", "ä 猫 🦉", '"', "\\u0000", "line\u2028\nline", "}{"];
      const unknown = { type: "node-later", node: "n", later: { z: 1, a: [null, 1e21] } } as unknown as RunEventBody;
      const written = await journal.append("r", [...texts.map(delta), unknown]);
      expect(await journal.read("r")).toEqual(written);
      expect(await theirs.journal.read("r")).toEqual(written);
      expect((await readAll(journal)).texts).toEqual(texts);
    });

    it("goes on numbering where another process has left off", async () => {
      const { journal, claim, theirs } = await claimed();
      await journal.append("r", [delta("a"), delta("b")]);
      await claim?.release();
      await theirs.claims.claim("r");
      expect(await theirs.journal.append("r", [delta("c"), end])).toMatchObject([{ seq: 3 }, { seq: 4 }]);
      expect((await readAll(journal)).seqs).toEqual([1, 2, 3, 4]);
    });

    it("says that a run does not exist, also one that somebody has claimed and not begun", async () => {
      const { journal } = await claimed();
      for (const id of ["nobody", "r"]) {
        await expect(journal.read(id)).rejects.toMatchObject({ code: "not_found" });
        await expect(journal.size(id)).rejects.toMatchObject({ code: "not_found" });
        await expect(journal.readFrom(id, 5)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
          code: "not_found",
        });
      }
      await expect(journal.remove("nobody")).rejects.toMatchObject({ code: "not_found" });
    });

    it("takes no id that cannot be one", async () => {
      const { journal, claims } = (await open()).ours;
      for (const id of ["../elsewhere", "r/../../elsewhere", "..", "", "r\0", "r/", "x".repeat(65)]) {
        await expect(journal.read(id)).rejects.toMatchObject({ code: "not_found" });
        await expect(journal.append(id, [end])).rejects.toMatchObject({ code: "not_found" });
        await expect(journal.remove(id)).rejects.toMatchObject({ code: "not_found" });
        await expect(claims.claim(id)).rejects.toMatchObject({ code: "not_found" });
      }
    });

    it("gives large journals and large events in pieces without a loss", async () => {
      const { journal } = await claimed();
      const texts = Array.from({ length: 60 }, (_, n) => `${n}`.repeat(n % 7 === 0 ? 80_000 : 3000));
      await journal.append("r", texts.map(delta));
      const read = await readAll(journal);
      expect(read.texts).toEqual(texts);
      expect(read.pieces).toBeGreaterThan(3);
    });

    it("gives many small events in pieces without a loss", async () => {
      const { journal } = await claimed();
      const texts = Array.from({ length: 2500 }, (_, n) => String(n));
      await journal.append("r", texts.map(delta));
      const read = await readAll(journal);
      expect(read.texts).toEqual(texts);
      expect(read.pieces).toBeGreaterThan(1);
    });

    it("reads on from where a reading ended", async () => {
      const { journal, theirs } = await claimed();
      await journal.append("r", [delta("ä"), delta("b")]);
      const first = await readAll(theirs.journal);
      expect(first).toMatchObject({ seqs: [1, 2], end: await journal.size("r") });
      expect(await readAll(theirs.journal, first.end)).toMatchObject({ seqs: [], end: first.end });
      await journal.append("r", [delta("c")]);
      expect(await journal.size("r")).toBeGreaterThan(first.end);
      expect(await readAll(theirs.journal, first.end)).toMatchObject({
        seqs: [3],
        end: await theirs.journal.size("r"),
      });
    });

    it("reads on after an event that a reader has seen", async () => {
      const { journal } = await claimed();
      await journal.append("r", ["a", "b", "c", "d"].map(delta));
      const { seqs } = await readAll(journal, journal.placeAfter(2));
      expect(seqs.filter((seq) => seq > 2)).toEqual([3, 4]);
      expect((await readAll(journal, journal.placeAfter(-1))).seqs).toEqual([1, 2, 3, 4]);
    });

    it("removes a run whole, and begins anew under its name", async () => {
      const { journal, claim, theirs } = await claimed();
      await journal.append("r", [delta("a"), end]);
      await claim?.release();
      await journal.remove("r");
      await expect(journal.read("r")).rejects.toMatchObject({ code: "not_found" });
      await theirs.claims.claim("r");
      expect(await theirs.journal.append("r", [delta("b")])).toMatchObject([{ seq: 1 }]);
      expect(await journal.read("r")).toHaveLength(1);
    });

    it("wakes who watches it in another process, and lets one go that leaves", async () => {
      const { journal, theirs } = await claimed();
      await journal.append("r", [delta("a")]);
      const watch = await theirs.journal.watch("r");
      const { end: place } = await readAll(theirs.journal);
      await journal.append("r", [delta("b")]);
      const staying = new AbortController();
      const found: number[] = [];
      while (found.length === 0 && (await watch.next(staying.signal))) {
        found.push(...(await readAll(theirs.journal, place)).seqs);
      }
      expect(found).toEqual([2]);
      const leaving = new AbortController();
      const waiting = watch.next(leaving.signal);
      leaving.abort();
      expect(await waiting).toBe(false);
      expect(await watch.next(leaving.signal)).toBe(false);
      watch.close();
    });
  });
}
