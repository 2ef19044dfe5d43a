import { describe, expect, it } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { addDelivery, createTriggerStates } from "@/lib/triggers/triggerState";
import { createTriggerStore, type NewTrigger } from "@/lib/triggers/triggerStore";

const hook: NewTrigger = { kind: "hook", workflowId: "w1", enabled: true };
const NOW_MS = Date.parse("2030-01-01T00:00:00.000Z");

/** What the stores of triggers do, whatever form their texts have. */
export function triggerStoreContract(form: string, make: () => Promise<TextStore>): void {
  const box = (byte = 1) => createSecretBox({ secret: new Uint8Array(32).fill(byte), configDir: "" });
  const storeOn = (texts: TextStore, secretBox = box()) =>
    createTriggerStore({ texts, box: secretBox, now: () => NOW_MS });

  describe(`triggers in ${form}`, () => {
    it("are known to other processes as soon as they are kept, and gone as soon as they are removed", async () => {
      const texts = await make();
      const [ours, theirs] = [storeOn(texts), storeOn(texts)];
      expect(await theirs.list()).toEqual([]);
      const added = await ours.add({ ...hook, name: "Orders" });
      expect(added).toMatchObject({ ...hook, name: "Orders", createdAt: "2030-01-01T00:00:00.000Z" });
      expect(await theirs.list()).toEqual([added]);
      await theirs.change(added.id, (trigger) => {
        trigger.enabled = false;
      });
      expect(await ours.read(added.id)).toEqual({ ...added, enabled: false });
      await theirs.remove(added.id);
      await expect(ours.read(added.id)).rejects.toMatchObject({ code: "not_found" });
    });

    it("lose nothing of what several processes add at one time", async () => {
      const texts = await make();
      await Promise.all(["a", "b", "c", "d"].map((name) => storeOn(texts).add({ ...hook, name })));
      expect((await storeOn(texts).list()).map(({ name }) => name).sort()).toEqual(["a", "b", "c", "d"]);
    });

    it("are arranged among themselves, and those that are not named stay where they are", async () => {
      const store = storeOn(await make());
      for (const name of ["a", "b", "c", "d"]) await store.add({ ...hook, name });
      const idOf = new Map((await store.list()).map(({ id, name }) => [name, id]));
      await store.arrange(["d", "a", "c"].map((name) => idOf.get(name) ?? ""));
      expect((await store.list()).map(({ name }) => name)).toEqual(["d", "b", "a", "c"]);
    });

    it("keep a secret sealed, tell it to nobody who lists them, and forget the one before", async () => {
      const texts = await make();
      const store = storeOn(texts);
      const { id } = await store.add(hook);
      expect(await store.secretOf(id)).toBeUndefined();
      const first = await store.makeSecret(id);
      const second = await store.makeSecret(id);
      expect(first).not.toBe(second);
      expect(await storeOn(texts).secretOf(id)).toBe(second);
      expect(JSON.stringify(await store.list())).not.toContain("secret");
      expect((await texts.text("triggers").read())?.text).not.toContain(second);
    });

    it("keep what another version keeps beside them", async () => {
      const texts = await make();
      const store = storeOn(texts);
      const { id } = await store.add(hook);
      const { createAuthenticatedText } = await import("@/lib/security/authenticatedText");
      const { z } = await import("zod");
      const raw = createAuthenticatedText(
        texts.text("triggers"),
        z.object({
          version: z.literal(1),
          triggers: z.array(z.looseObject({ id: z.string() })),
          later: z.string().optional(),
        }),
        box(),
      );
      const state = await raw.read();
      if (state.kind !== "valid") throw new Error(state.kind);
      await raw.write(
        { ...state.document, later: "x", triggers: [...state.document.triggers, { id: "t2", kind: "comet" }] },
        state,
      );
      expect((await store.list()).map((trigger) => trigger.id)).toEqual([id]);
      await store.change(id, (trigger) => {
        trigger.name = "Renamed";
      });
      expect(await raw.read()).toMatchObject({
        document: {
          later: "x",
          triggers: [
            { id, name: "Renamed" },
            { id: "t2", kind: "comet" },
          ],
        },
      });
    });

    it("are not used where something else has changed them, or another key wrote them", async () => {
      const texts = await make();
      const { id } = await storeOn(texts).add(hook);
      await expect(storeOn(texts, box(2)).list()).rejects.toMatchObject({ code: "storage_failed" });
      const stored = texts.text("triggers");
      const current = await stored.read();
      await stored.write((current?.text ?? "").replace("w1", "w2"), current?.version);
      await expect(storeOn(texts).read(id)).rejects.toMatchObject({ code: "storage_failed" });
    });
  });

  describe(`what became of triggers in ${form}`, () => {
    it("is changed by one process at a time, and what was saved half way stays when the rest fails", async () => {
      const texts = await make();
      const [ours, theirs] = [createTriggerStates(texts), createTriggerStates(texts)];
      const failing = ours.change("t1", async (state, save) => {
        state.doneUntil = "a";
        await save();
        state.doneUntil = "b";
        throw new Error("boom");
      });
      await expect(failing).rejects.toThrow("boom");
      expect((await theirs.read("t1")).doneUntil).toBe("a");
      const count = (states: typeof ours) =>
        states.change("t1", async (state) => {
          state.doneUntil = `${state.doneUntil}+`;
        });
      await Promise.all([count(ours), count(theirs), count(ours)]);
      expect((await ours.read("t1")).doneUntil).toBe("a+++");
      await ours.remove("t1");
      expect(await theirs.read("t1")).toEqual({ version: 1, deliveries: [], signatures: [], keys: [] });
    });

    it("keeps the last fifty deliveries", async () => {
      const states = createTriggerStates(await make());
      for (let round = 0; round < 3; round++) {
        await states.change("t1", (state) => {
          for (let i = 0; i < 20; i++) {
            const id = `d${round * 20 + i}`;
            addDelivery(state, { id, at: "2030-01-01T00:00:00.000Z", from: "test", outcome: "started" });
          }
        });
      }
      const { deliveries } = await states.read("t1");
      expect([deliveries.length, deliveries[0]?.id, deliveries.at(-1)?.id]).toEqual([50, "d59", "d10"]);
    });
  });
}
