import { describe, expect, it } from "vitest";
import type { Storage } from "@/lib/storage/storage";
import type { RunLabel } from "@/types/labels";

const at = "2030-01-01T00:00:00.000Z";
const up: RunLabel = { node: "t", row: 1, label: "up", at };

/** What every form of `RunLabels` does. `open` gives the same place to several processes. */
export function runLabelsContract(form: string, open: () => Promise<{ ours: Storage; theirs: Storage }>): void {
  /** A place with the run `r`. */
  async function withRun() {
    const places = await open();
    const { claims, journal } = places.ours;
    const claim = await claims.claim("r");
    await journal.append("r", [{ type: "run-end", status: "completed", outputs: {} }]);
    await claim?.release();
    return places;
  }

  describe(`labels in ${form}`, () => {
    it("are kept by row, the last one on each, and are known to other processes", async () => {
      const { ours, theirs } = await withRun();
      expect(await ours.labels.read("r")).toEqual([]);
      await ours.labels.put("r", { ...up, row: 10, note: 'It said “no”.\n\u0000"' });
      await theirs.labels.put("r", { ...up, label: "down", by: "p1" });
      await ours.labels.put("r", up);
      await ours.labels.put("r", { ...up, node: "a", label: null, note: "Odd" });
      expect(await theirs.labels.read("r")).toEqual([
        { ...up, node: "a", label: null, note: "Odd" },
        up,
        { ...up, row: 10, note: 'It said “no”.\n\u0000"' },
      ]);
    });

    it("are gone when they are taken back", async () => {
      const { ours } = await withRun();
      await ours.labels.put("r", up);
      await ours.labels.put("r", { ...up, label: null, note: "" });
      expect(await ours.labels.read("r")).toEqual([]);
    });

    it("lose nothing of what several processes say at one time", async () => {
      const { ours, theirs } = await withRun();
      const rows = Array.from({ length: 20 }, (_, row) => row);
      await Promise.all(rows.map((row) => (row % 2 === 0 ? ours : theirs).labels.put("r", { ...up, row })));
      expect((await ours.labels.read("r")).map(({ row }) => row)).toEqual(rows);
    });

    it("go with their run, and are taken for none that is not there", async () => {
      const { ours } = await withRun();
      await ours.labels.put("r", up);
      await ours.journal.remove("r");
      expect(await ours.labels.read("r")).toEqual([]);
      await expect(ours.labels.put("r", up)).rejects.toMatchObject({ code: "not_found" });
    });
  });
}
