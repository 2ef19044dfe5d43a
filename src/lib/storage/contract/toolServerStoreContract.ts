import { describe, expect, it } from "vitest";
import { createSecretBox } from "@/lib/security/secretBox";
import type { TextStore } from "@/lib/storage/ports";
import { createToolServerStore } from "@/lib/tools/toolServerStore";

const server = {
  name: "Our Tickets",
  url: "https://tools.example/mcp",
  headers: { Authorization: "Bearer top-secret" },
};
const program = { name: "files", command: "npx", args: ["-y", "files"], env: { TOKEN: "hush-hush" } };

/** What the stores of servers of tools do, whatever form their texts have. */
export function toolServerStoreContract(form: string, make: () => Promise<TextStore>): void {
  const box = (byte = 1) => createSecretBox({ secret: new Uint8Array(32).fill(byte), configDir: "" });
  const storeOn = (texts: TextStore, secretBox = box()) =>
    createToolServerStore({ texts, box: secretBox, now: () => Date.parse("2030-01-01T00:00:00.000Z") });

  describe(`servers of tools in ${form}`, () => {
    it("are known to other processes as soon as they are kept, and gone as soon as they are removed", async () => {
      const texts = await make();
      const [ours, theirs] = [storeOn(texts), storeOn(texts)];
      expect(await theirs.list()).toEqual([]);
      const added = await ours.add(server);
      expect(added).toMatchObject({ id: "our-tickets", enabled: true, kind: "http", url: server.url });
      expect(await theirs.list()).toEqual([added]);
      await theirs.change(added.id, (record) => {
        record.enabled = false;
      });
      expect(await ours.read(added.id)).toMatchObject({ id: added.id, enabled: false });
      await theirs.remove(added.id);
      await expect(ours.read(added.id)).rejects.toMatchObject({ code: "not_found" });
    });

    it("lose nothing of what several processes add at one time, and each has an id of its own", async () => {
      const texts = await make();
      await Promise.all([1, 2, 3].map(() => storeOn(texts).addProgram(program)));
      expect((await storeOn(texts).list()).map(({ id }) => id)).toEqual(["files", "files-2", "files-3"]);
    });

    it("keep secrets sealed, for their own address alone", async () => {
      const texts = await make();
      const store = storeOn(texts);
      const added = await store.add(server);
      const started = await store.addProgram(program);
      const text = (await texts.text("tools").read())?.text ?? "";
      expect(text).not.toMatch(/top-secret|hush-hush/);
      const sealed = added.headers[0]?.value ?? "";
      expect(await storeOn(texts).open(added, "header:Authorization", sealed)).toBe("Bearer top-secret");
      expect(await store.open(started, "env:TOKEN", started.env[0]?.value ?? "")).toBe("hush-hush");
      const elsewhere = { ...added, url: "https://evil.example/mcp" };
      await expect(store.open(elsewhere, "header:Authorization", sealed)).rejects.toMatchObject({
        code: "storage_failed",
      });
    });

    it("are not used where something else has changed them, or another key wrote them", async () => {
      const texts = await make();
      const { id } = await storeOn(texts).addProgram(program);
      await expect(storeOn(texts, box(2)).list()).rejects.toMatchObject({ code: "storage_failed" });
      const stored = texts.text("tools");
      const current = await stored.read();
      await stored.write((current?.text ?? "").replace('"npx"', '"rm"'), current?.version);
      await expect(storeOn(texts).read(id)).rejects.toMatchObject({ code: "storage_failed" });
    });
  });
}
