import { describe, expect, it } from "vitest";
import type { OpenJournals } from "./runJournalContract";

/** Longer than a reply takes, in milliseconds. */
const PATIENCE_MS = 60_000;

/** What every form of `RunClaims` does. */
export function runClaimsContract(
  form: string,
  open: OpenJournals,
  { canBeWrittenTo = false }: { canBeWrittenTo?: boolean } = {},
): void {
  describe(`the claim on a run in ${form}`, () => {
    it("is given to one at a time, in this process or another one", async () => {
      const { ours, theirs } = await open();
      expect(await ours.claims.isClaimed("r")).toBe(false);
      const claim = await ours.claims.claim("r");
      expect(claim).toBeDefined();
      expect(await ours.claims.claim("r")).toBeUndefined();
      expect(await theirs.claims.claim("r")).toBeUndefined();
      expect(await theirs.claims.isClaimed("r")).toBe(true);
      expect(await theirs.claims.claim("other")).toBeDefined();
      await claim?.release();
      expect(await ours.claims.isClaimed("r")).toBe(false);
      const next = await theirs.claims.claim("r");
      expect(next).toBeDefined();
      expect(await ours.claims.claim("r")).toBeUndefined();
    });

    it("goes to one of many who want it at the same time", async () => {
      const { ours, theirs } = await open();
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? ours : theirs).claims.claim("r")),
      );
      expect(all.filter((claim) => claim !== undefined)).toHaveLength(1);
    });

    it("can be had again by who let go of it, of a run with and without events", async () => {
      const { ours } = await open();
      const unbegun = await ours.claims.claim("r");
      await unbegun?.release();
      const first = await ours.claims.claim("r");
      await ours.journal.append("r", [{ type: "node-queue", node: "n" }]);
      await first?.release();
      const second = await ours.claims.claim("r");
      expect(second?.lost.aborted).toBe(false);
      expect(await ours.journal.append("r", [{ type: "node-queue", node: "n" }])).toMatchObject([{ seq: 2 }]);
      await second?.handOver();
      expect(await ours.claims.claim("r")).toBeDefined();
    });

    it("goes on numbering after what another process has written meanwhile", async () => {
      const { ours, theirs } = await open();
      const writing = async ({ journal, claims }: typeof ours) => {
        const claim = await claims.claim("r");
        const written = await journal.append("r", [{ type: "node-queue", node: "n" }]);
        await claim?.release();
        return written.map(({ seq }) => seq);
      };
      expect([await writing(ours), await writing(theirs), await writing(ours)]).toEqual([[1], [2], [3]]);
      expect((await ours.journal.read("r")).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });

    it("hands letters to who works on the run where it can, and to nobody where none does", async () => {
      const { ours, theirs } = await open();
      expect(await theirs.claims.send("r", "Hello?", PATIENCE_MS)).toBeUndefined();
      const claim = await ours.claims.claim("r");
      await ours.journal.append("r", [{ type: "node-queue", node: "n" }]);
      const read: string[] = [];
      claim?.receive(async (letter) => {
        read.push(letter);
        return `Re: ${letter}`;
      });
      const replies = await Promise.all(["a", "b"].map((letter) => theirs.claims.send("r", letter, PATIENCE_MS)));
      expect(replies).toEqual(canBeWrittenTo ? ["Re: a", "Re: b"] : [undefined, undefined]);
      expect(read.toSorted()).toEqual(canBeWrittenTo ? ["a", "b"] : []);
      // Who does not read it in time finds it no more.
      claim?.receive(() => new Promise(() => undefined));
      expect(await theirs.claims.send("r", "In a hurry", 0)).toBeUndefined();
      await claim?.release();
      expect(await theirs.claims.send("r", "Still there?", PATIENCE_MS)).toBeUndefined();
    });
  });
}
