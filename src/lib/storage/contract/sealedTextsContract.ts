import { describe, expect, it } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { createSealedTexts } from "@/lib/storage/sealedTexts";

const HOUR = 60 * 60_000;
const boxOf = (byte: number) => createSecretBox({ secret: new Uint8Array(32).fill(byte), configDir: "/nowhere" });

/** What texts that end by themselves do, whatever form they have. */
export function sealedTextsContract(form: string, make: () => Promise<TextStore>): void {
  describe(`sealed texts in ${form}`, () => {
    async function open() {
      const texts = await make();
      const clock = { nowMs: Date.parse("2030-01-01T00:00:00.000Z") };
      const openAs = (byte = 1) =>
        createSealedTexts({ texts, box: boxOf(byte), kind: "kept", forMs: 24 * HOUR, max: 2, now: () => clock.nowMs });
      return { texts, clock, openAs };
    }

    it("are found by another process until they end, and replace the one before", async () => {
      const { clock, openAs } = await open();
      const [ours, theirs] = [openAs(), openAs()];
      expect(await theirs.find("a")).toBeUndefined();
      await ours.keep("a", "first");
      await ours.keep("a", "second");
      expect(await theirs.find("a")).toBe("second");
      clock.nowMs += 24 * HOUR - 1;
      expect(await theirs.find("a")).toBe("second");
      clock.nowMs += 1;
      expect(await theirs.find("a")).toBeUndefined();
    });

    it("tell neither their name nor what they hold to who reads the store, and open with their own key alone", async () => {
      const { texts, openAs } = await open();
      await openAs().keep("call-of-somebody", "a thought");
      const names = await texts.names();
      const stored = (await texts.text(names[0] ?? "").read())?.text ?? "";
      expect(names).toHaveLength(1);
      expect(names[0]).not.toContain("somebody");
      expect(stored).not.toContain("thought");
      expect(stored).not.toContain("somebody");
      expect(await openAs(2).find("call-of-somebody")).toBeUndefined();
    });

    it("are no more than so many: the oldest go, and other texts stay", async () => {
      const { texts, clock, openAs } = await open();
      await texts.text("settings").write("{}", undefined);
      const sealed = openAs();
      for (const name of ["a", "b", "c", "d"]) {
        await sealed.keep(name, name);
        clock.nowMs += HOUR;
      }
      expect(await Promise.all(["a", "b", "c", "d"].map(sealed.find))).toEqual([undefined, undefined, "c", "d"]);
      expect(await texts.names()).toContain("settings");
    });
  });
}
