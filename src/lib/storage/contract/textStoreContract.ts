import { describe, expect, it } from "vitest";
import type { TextStore } from "@/lib/storage/ports";

export interface TextStoreForm {
  store: TextStore;
  /** The same place, as another process knows it. */
  other: TextStore;
}

/** What holds for every form of `TextStore`. */
export function textStoreContract(name: string, make: () => Promise<TextStoreForm>): void {
  describe(`${name}, as a store of texts`, () => {
    const textIn = async () => {
      const { store, other } = await make();
      const [mine, theirs] = [store.text("settings"), other.text("settings")];
      return { store, mine, theirs };
    };
    const write = async (text: ReturnType<TextStore["text"]>, content: string) =>
      text.write(content, (await text.read())?.version);

    it("has nothing at first, and gives what was written, also to others", async () => {
      const { mine, theirs } = await textIn();
      expect(await mine.read()).toBeUndefined();
      await write(mine, "one, é, 中");
      expect((await theirs.read())?.text).toBe("one, é, 中");
      await write(theirs, "two");
      expect((await mine.read())?.text).toBe("two");
    });

    it("keeps texts apart by their names", async () => {
      const { store } = await make();
      await write(store.text("openai-auth"), "accounts");
      await write(store.text("openai-auth.waiting"), "waiting");
      expect((await store.text("openai-auth").read())?.text).toBe("accounts");
    });

    it("names all that stand there, and none that was put aside", async () => {
      const { store } = await make();
      expect(await store.names()).toEqual([]);
      const names = ["openai-auth@b", "keys", "openai-auth.waiting"];
      for (const name of names) await write(store.text(name), "{}");
      await store.text("keys").copyAside("damaged");
      expect(await store.names()).toEqual(["keys", "openai-auth.waiting", "openai-auth@b"]);
    });

    it("has the same version until it is written, and then another", async () => {
      const { mine, theirs } = await textIn();
      await write(mine, "same");
      const first = await mine.read();
      expect(await theirs.read()).toEqual(first);
      await write(theirs, "same");
      expect((await mine.read())?.version).not.toBe(first?.version);
    });

    it("writes over nothing but what was read", async () => {
      const { mine, theirs } = await textIn();
      const refused = { code: "storage_failed", facts: { reason: "changed_meanwhile" } };
      await write(mine, "first");
      await expect(theirs.write("there was nothing", undefined)).rejects.toMatchObject(refused);
      const before = (await mine.read())?.version;
      await write(theirs, "second");
      await expect(mine.write("over the first", before)).rejects.toMatchObject(refused);
      await expect(mine.moveAside("damaged", String(before))).rejects.toMatchObject(refused);
      expect((await mine.read())?.text).toBe("second");
      await mine.remove();
      await expect(mine.write("over what is gone", before)).rejects.toMatchObject(refused);
      expect(await theirs.read()).toBeUndefined();
    });

    it("takes what was written again after a removal for another text", async () => {
      const { mine, theirs } = await textIn();
      await write(mine, "a");
      const first = await theirs.read();
      await mine.remove();
      await write(mine, "b");
      expect((await theirs.read())?.text).toBe("b");
      expect((await theirs.read())?.version).not.toBe(first?.version);
    });

    it("moves aside, leaving nothing, and copies aside, leaving all, and says where", async () => {
      const { mine, theirs } = await textIn();
      await write(mine, "broken");
      expect(await mine.newestAside("damaged")).toBeUndefined();
      await mine.moveAside("damaged", (await mine.read())?.version ?? "");
      expect(await mine.read()).toBeUndefined();
      await write(mine, "of another key");
      await mine.copyAside("other-key");
      expect((await theirs.read())?.text).toBe("of another key");
      expect(await theirs.newestAside("damaged")).toMatch(/settings\S*\.damaged-\d{4}-/);
      expect(await theirs.newestAside("other-key")).toMatch(/settings\S*\.other-key-\d{4}-/);
    });

    it("has locks by name that others have as well", async () => {
      const { store, other } = await make();
      const log: string[] = [];
      const enter = (of: TextStore, who: string) =>
        of.lock("settings").run(async () => {
          log.push(who);
          await new Promise((resolve) => setImmediate(resolve));
          log.push(who);
        });
      await Promise.all([enter(store, "a"), enter(other, "b"), enter(store, "a"), enter(other, "b")]);
      expect(log.filter((_, index) => index % 2 === 0)).toEqual(log.filter((_, index) => index % 2 === 1));
      expect(await store.lock("settings").run(() => other.lock("keys").run(async () => "in"))).toBe("in");
    });
  });
}
