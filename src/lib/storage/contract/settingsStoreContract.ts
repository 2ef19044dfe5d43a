import { describe, expect, it } from "vitest";
import type { TextStore } from "@/lib/storage/ports";
import { createSettingsStore } from "@/lib/storage/settingsStore";

/** What settings do, whatever form their text has. */
export function settingsStoreContract(form: string, make: () => Promise<TextStore>): void {
  const settingsIn = async (text?: string) => {
    const texts = await make();
    const stored = texts.text("settings");
    if (text !== undefined) await stored.write(text, undefined);
    return { store: createSettingsStore(texts), texts, stored, read: async () => (await stored.read())?.text ?? "" };
  };

  describe(`settings in ${form}`, () => {
    it("begin with nothing set, and give back what was saved", async () => {
      const { store, texts } = await settingsIn();
      expect(await store.read()).toEqual({ nodeDefaults: {} });
      await store.write({ nodeDefaults: { model: "m" }, runs: { keepDays: 3 } });
      expect(await createSettingsStore(texts).read()).toEqual({ nodeDefaults: { model: "m" }, runs: { keepDays: 3 } });
    });

    it("are read one by one where another version wrote them, and the rest is kept", async () => {
      const theirs = {
        lastWorkflowId: "demo",
        theme: "violet",
        nodeDefaults: { provider: "somebody-new", model: "m", tools: ["search"] },
        cache: { maxMegabytes: "plenty", maxAgeDays: 7 },
        runs: { keepDays: 3 },
      };
      const { store, read } = await settingsIn(JSON.stringify(theirs));
      const settings = await store.read();
      expect(settings).toEqual({
        lastWorkflowId: "demo",
        nodeDefaults: { model: "m" },
        cache: { maxAgeDays: 7 },
        runs: { keepDays: 3 },
      });
      const { runs: _, ...changed } = { ...settings, lastWorkflowId: "other" };
      await store.write(changed);
      const { runs: __, ...kept } = theirs;
      expect(JSON.parse(await read())).toEqual({ ...kept, lastWorkflowId: "other" });
      await store.write({ ...changed, nodeDefaults: { provider: "google" } });
      expect(JSON.parse(await read()).nodeDefaults).toEqual({ provider: "google", tools: ["search"] });
    });

    it.each(["{ half", "[]", '"text"', "null", `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`])(
      "count as none where they are damaged, which is kept aside on the first save: %.10s",
      async (text) => {
        const { store, stored } = await settingsIn(text);
        expect(await store.read()).toEqual({ nodeDefaults: {} });
        await store.write({ nodeDefaults: {}, planNoticeSeen: true });
        expect(await store.read()).toMatchObject({ planNoticeSeen: true });
        expect(await stored.newestAside("damaged")).toMatch(/settings\S*\.damaged-/);
      },
    );

    it("lose no save of several at one time", async () => {
      const { texts } = await settingsIn();
      const stores = Array.from({ length: 4 }, () => createSettingsStore(texts));
      await Promise.all(stores.map((store) => store.write({ nodeDefaults: {}, planNoticeSeen: true })));
      expect(await stores[0]?.read()).toMatchObject({ planNoticeSeen: true });
    });
  });
}
