import { describe, expect, it } from "vitest";
import type { TextStore } from "@/lib/storage/ports";
import { createSessionStore } from "@/lib/storage/sessionStore";

const session = (id: string) => ({ id, expiresAt: "2030-01-01T00:00:00.000Z" });

/** What the store of sessions does, whatever form its text has. */
export function sessionStoreContract(form: string, make: () => Promise<TextStore>): void {
  describe(`sessions in ${form}`, () => {
    it("are known to other processes as soon as they are kept, and gone as soon as they end", async () => {
      const texts = await make();
      const [ours, theirs] = [createSessionStore(texts), createSessionStore(texts)];
      expect(await theirs.read()).toMatchObject({ sessions: [], wrongPasswords: [] });
      await ours.change((state) => state.sessions.push(session("a")));
      expect((await theirs.read()).sessions).toEqual([session("a")]);
      await theirs.change((state) => {
        state.sessions = [];
      });
      expect((await ours.read()).sessions).toEqual([]);
    });

    it("lose nothing of what several processes note at one time", async () => {
      const texts = await make();
      const note = (id: string) => createSessionStore(texts).change((state) => state.sessions.push(session(id)));
      await Promise.all(["a", "b", "c", "d"].map(note));
      expect((await createSessionStore(texts).read()).sessions.map(({ id }) => id).sort()).toEqual([
        "a",
        "b",
        "c",
        "d",
      ]);
    });

    it("stay as they were when a change fails half way, or changes nothing", async () => {
      const texts = await make();
      const store = createSessionStore(texts);
      await store.change((state) => state.sessions.push(session("a")));
      const before = await texts.text("sessions").read();
      const failing = store.change((state) => {
        state.sessions = [];
        throw new Error("boom");
      });
      await expect(failing).rejects.toThrow("boom");
      await store.change(() => undefined);
      expect((await store.read()).sessions).toEqual([session("a")]);
      expect(await texts.text("sessions").read()).toEqual(before);
    });

    it.each(["{ half", "[]", '{"version":2}'])(
      "say that they cannot be read, and where they stand: %s",
      async (text) => {
        const texts = await make();
        const stored = texts.text("sessions");
        await stored.write(text, undefined);
        const reading = createSessionStore(texts).read();
        await expect(reading).rejects.toMatchObject({
          code: "storage_failed",
          message: expect.stringContaining(stored.place),
        });
      },
    );
  });
}
